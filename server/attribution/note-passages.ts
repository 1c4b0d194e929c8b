// What a commit did to lines and files, noted for the outcomes.
import type { CommitStep, FileStep } from "../replay/replay.ts";
import type { GrowingBlobs } from "./blobs.ts";
import type { Passages } from "./passages.ts";

/** Notes which lines a step brought and took, and which blobs. The new lines of `plain` files are noted already. */
export function notePassages(
  step: CommitStep,
  plain: ReadonlySet<FileStep>,
  { passages, blobs }: { readonly passages: Passages; readonly blobs: GrowingBlobs },
): void {
  const { order } = step;
  const deaths = new Map<number, string>();
  const births = new Map<number, string>();
  const merge = step.commit.parents.length > 1;
  for (const { path, before } of step.gone) {
    for (const id of before.lines ?? []) deaths.set(id, path);
    blobs.touch(order, path, null, true);
  }
  for (const file of step.files) {
    for (const { at, added, removed } of file.changes) {
      if (!merge) for (const id of removed) deaths.set(id, file.path);
      // Those of plain files are noted already.
      for (let i = at; i < at + added.length && !plain.has(file); i++)
        births.set(file.lines[i] ?? -1, file.path);
    }
    const took = file.changes.some(({ removed }) => removed.length > 0);
    blobs.touch(order, file.path, file.oid, took);
  }
  for (const { path, after } of step.taken) blobs.touch(order, path, after.oid, false);
  for (const [id, path] of births) if (!deaths.has(id)) passages.add(id, 1, { order, born: true, path });
  for (const [id, path] of deaths) if (!births.has(id)) passages.add(id, 1, { order, born: false, path });
}
