// A memory to attribute lines in, spoken to in texts.
import type { Memory } from "../../../server/attribution/memory.ts";
import { record, type Recorded, type TakenOut } from "../../../server/attribution/record.ts";
import { createRegistry, NOBODY } from "../../../server/attribution/registry.ts";
import { createVersions, contentKey } from "../../../server/attribution/versions.ts";
import type { FileEdit } from "../../../server/agents/agent.ts";
import { createPrintEdit } from "../../../server/ingest/print-edit.ts";
import { createPrinter } from "../../../server/ledger/fingerprint.ts";

export const printer = createPrinter(new Uint8Array(32).fill(7));

/** Lines as `signed` edits have them: " " stands, "-" goes, "+" comes. */
export type Signed = readonly string[];

/** An empty memory, with a few words to fill it. Each edit and each version comes a minute after the one before. */
export function createFiles() {
  const memory: Memory = {
    registry: createRegistry(),
    versions: createVersions(),
    printer,
    suspects: new Map(),
    moved: new Set(),
    committed: () => false,
  };
  const { registry, versions } = memory;
  const printEdit = createPrintEdit(printer);
  const takenOut: TakenOut = new Map();
  let at = 0;
  let writer = 0;

  const textOf = new Map<number, string>();
  const learn = (lines: readonly string[]): void => {
    for (const line of lines) textOf.set(printer.line(line).text, line.trim());
  };
  const texts = (ids: Iterable<number>): string[] =>
    Array.from(ids, (id) => textOf.get(registry.text(id)) ?? "?");

  return {
    memory,
    texts,
    learn,
    /** Lines of nobody's that stand in a file, as a commit brings them. */
    stand(path: string, lines: readonly string[]): Int32Array {
      learn(lines);
      const ids = Int32Array.from(lines, (line) => {
        const { text, space, significant } = printer.line(line);
        return registry.add(text, space, significant, NOBODY);
      });
      const content = contentKey(Float64Array.from(ids, (id) => registry.text(id)));
      versions.add({ path, lines: ids, at: (at += 60_000), recorded: false }, content);
      return ids;
    },
    /** An edit of the one turn. */
    edit(path: string, given: Partial<FileEdit>): Recorded {
      const file = {
        movedTo: null,
        change: "update",
        before: null,
        after: null,
        hunks: null,
        ...given,
      } as const;
      for (const text of [file.before, file.after]) learn((text ?? "").split("\n"));
      for (const { lines } of file.hunks ?? []) learn(lines.map((line) => line.slice(1)));
      const edit = { path, movedTo: file.movedTo, at: (at += 60_000), writer: writer++ };
      return record({ ...edit, file: printEdit({ path, ...file }) }, takenOut, memory);
    },
    /** The newest version of a path, line by line. */
    newest: (path: string): Int32Array => versions.ofPath(path)[0]?.lines ?? new Int32Array(0),
  };
}

/** A hunk without a place, as a patch has it. */
export const hunk = (...lines: Signed) => ({ oldStart: null, lines });
