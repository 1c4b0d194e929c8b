// Lines that a person made from an agent's before they landed.
import { UNKNOWN } from "./draft.ts";
import type { Pair } from "./explain.ts";
import type { Memory, Open } from "./memory.ts";
import { PERSON } from "./registry.ts";
import { similarity } from "./similarity.ts";
import type { Version } from "./versions.ts";
import { RARE } from "./weigh.ts";

/** Lines that stand where the record has an agent's lines that did not come may have been made from them. */
export function suspectChanged(
  version: Version,
  matched: readonly Pair[],
  open: Open,
  { registry, committed }: Memory,
): void {
  const { draft, claims, changed, free } = open;
  // Similar lines are many; only an edit of which another line lands in this very step may have been changed.
  const landing = matched.filter((p) => !p.known || !committed(p.id));
  const kin = new Set(landing.map((p) => registry.writer(p.id)).filter((w) => w >= 0));
  if (kin.size === 0) return;
  // A line whose very text left another place was moved from there, and made from nothing.
  const hasLeft = (text: number): boolean =>
    registry.births(text) <= RARE * 2 && registry.withText(text).some((id) => committed(id) && free(id));
  let i = 0;
  let j = 0;
  for (const { i: iEnd, j: jEnd } of [...matched, { i: draft.ids.length, j: version.lines.length }]) {
    const gone = Array.from(version.lines.subarray(j, jEnd)).filter(
      (id) => kin.has(registry.writer(id)) && registry.significant(id) && free(id) && !committed(id),
    );
    if (gone.length > 0) {
      for (let k = i; k < iEnd; k++) {
        if (draft.ids[k] !== UNKNOWN || claims[k] !== UNKNOWN || draft.significant[k] === 0) continue;
        if (!hasLeft(draft.text[k] ?? -1)) changed.set(k, gone);
      }
    }
    i = iEnd + 1;
    j = jEnd + 1;
  }
}

/** Marks a line as made from the most similar of the candidates, if one is similar enough. */
export function judgeChanged(
  id: number,
  source: string,
  candidates: readonly number[] | undefined,
  used: Set<number>,
  memory: Memory,
): void {
  if (candidates === undefined) return;
  const { registry, printer } = memory;
  const sketch = printer.sketch(source);
  let best: number | undefined;
  let most = 0;
  for (const candidate of candidates) {
    const other = registry.sketch(candidate);
    // Equal text is no change: it was weighed before and found too common.
    if (other === undefined || used.has(candidate) || registry.text(candidate) === registry.text(id))
      continue;
    const alike = similarity(sketch, other);
    if (alike > most) {
      most = alike;
      best = candidate;
    }
  }
  if (best === undefined) return;
  used.add(best);
  registry.setEditedFrom(id, best);
  registry.setWriter(id, PERSON);
}
