// A version of a file whose lines are about to be told apart: some are known from the version before, the others are not.
import { printableLine } from "../lib/notebook.ts";
import type { Printer } from "../lib/print.ts";
import { NOBODY, type Registry } from "./registry.ts";

/** Not yet known which identity a line has. */
export const UNKNOWN = -1;

/** Lines put in (from `at`, 0-based in the new version, `count` of them) in the place of the identities taken out there. */
export type Gap = { readonly at: number; readonly count: number; readonly removed: Int32Array };

export type Draft = {
  readonly path: string;
  /** The name of the version before; null where there is none. */
  readonly oldPath: string | null;
  /** Identities of the version before; null where there is none. */
  readonly before: Int32Array | null;
  /** One identity a line; UNKNOWN ones are filled in. */
  readonly ids: Int32Array;
  readonly text: Float64Array;
  readonly space: Float64Array;
  readonly significant: Uint8Array;
  readonly gaps: readonly Gap[];
  /** The text of a line that is not inherited, where the source is at hand: needed to see that a line was changed a little. */
  source(line: number): string | undefined;
};

/** A draft of a version whose inherited lines are known, the texts of the others given gap by gap. */
export function draftOf(
  registry: Registry,
  printer: Printer,
  file: {
    readonly path: string;
    readonly oldPath: string | null;
    readonly before: Int32Array | null;
    readonly lines: Int32Array;
    readonly changes: readonly {
      readonly at: number;
      readonly added: readonly string[];
      readonly removed: Int32Array;
    }[];
  },
): Draft {
  const count = file.lines.length;
  const text = new Float64Array(count);
  const space = new Float64Array(count);
  const significant = new Uint8Array(count);
  const sources = new Map<number, string>();
  for (let i = 0; i < count; i++) {
    const id = file.lines[i] ?? UNKNOWN;
    if (id === UNKNOWN) continue;
    text[i] = registry.text(id);
    space[i] = registry.space(id);
    significant[i] = registry.significant(id) ? 1 : 0;
  }
  for (const change of file.changes) {
    change.added.forEach((line, k) => {
      const i = change.at + k;
      const print = printer.line(printableLine(file.path, line));
      text[i] = print.text;
      space[i] = print.space;
      significant[i] = print.significant ? 1 : 0;
      sources.set(i, line);
    });
  }
  const gaps = file.changes.map(({ at, added, removed }) => ({ at, count: added.length, removed }));
  const { path, oldPath, before, lines: ids } = file;
  return { path, oldPath, before, ids, text, space, significant, gaps, source: (line) => sources.get(line) };
}

/** Gives every line of a draft that has no identity yet one of its own, of nobody. */
export function makeAllNew(draft: Draft, registry: Registry): void {
  draft.ids.forEach((known, i) => {
    if (known < 0)
      draft.ids[i] = registry.add(
        draft.text[i] ?? 0,
        draft.space[i] ?? 0,
        draft.significant[i] === 1,
        NOBODY,
      );
  });
}
