// How long a turn's work stood on the main line: a written line while it was there, a removal while the line was away.
import type { Attribution, Blobs, Passage } from "../attribution/attribute.ts";
import type { MainLine } from "./main-line.ts";
import type { OutcomeOfLine, Whereabouts } from "./outcome.ts";

/** Places of commits in the plan; -1: none, or none that is known. */
export type Stay = {
  /** Epoch ms; NaN: it never stood there. */
  readonly from: number;
  /** Epoch ms, not before `from`; NaN: it still stands there, or never did. */
  readonly until: number;
  readonly landed: number;
  readonly gone: number;
};

/** Work that never came onto the main line. */
export const NEVER: Stay = { from: Number.NaN, until: Number.NaN, landed: -1, gone: -1 };

/** git has whole seconds, records have milliseconds. */
const SECOND = 1000;

type Lines = Pick<Attribution, "passages"> & { readonly blobs: Pick<Blobs, "touching"> };

/** Something that happened on the main line: the work came (`on`) or went. */
type Turning = { readonly step: number; readonly order: number; readonly on: boolean };

/**
 * Tells the stays of a repository's lines. Work that was taken away and came back has stayed from its first coming on,
 * like a line that comes back to life; work that is gone went when it last did.
 */
export function createStays(
  { passages, blobs }: Lines,
  { commits }: Pick<Whereabouts, "commits">,
  main: MainLine,
): {
  written(id: number, outcome: OutcomeOfLine): Stay;
  /** `since`: when the turn began, epoch ms. */
  removed(id: number, since: number, outcome: OutcomeOfLine): Stay;
} {
  const turnings = (own: readonly Passage[], on: (passage: Passage) => boolean): Turning[] =>
    own
      .map((passage) => ({ step: main.stepOf(passage.order), order: passage.order, on: on(passage) }))
      .filter(({ step }) => step >= 0)
      .sort((a, b) => a.step - b.step || a.order - b.order);

  /**
   * A merge may lose a line that one of its sides had, without any commit that took it out. Of those that touched its path
   * it is the first after the step that brought the line; where there is none, the merge that brought it kept it not.
   */
  function lostAt(own: readonly Passage[], step: number): Turning {
    const merges = blobs
      .touching(own.at(-1)?.path ?? "")
      .filter((order) => main.isMerge(order) && commits[order]?.onMain === true)
      .map((order) => ({ step: main.stepOf(order), order, on: false }))
      .sort((a, b) => a.step - b.step || a.order - b.order);
    return (
      merges.find((merge) => merge.step > step) ??
      merges.find((merge) => merge.step === step) ?? { step, order: -1, on: false }
    );
  }

  function stayOf(came: Turning, went: Turning | null): Stay {
    const from = main.at(came.step);
    if (went === null) return { from, until: Number.NaN, landed: came.order, gone: -1 };
    return { from, until: Math.max(from, main.at(went.step)), landed: came.order, gone: went.order };
  }

  return {
    written(id, outcome) {
      const own = passages(id);
      const all = turnings(own, ({ born }) => born);
      const [came] = all.filter(({ on }) => on);
      if (outcome === "kept") return stayOf(came ?? { step: main.length - 1, order: -1, on: true }, null);
      if (came === undefined) return NEVER;
      return stayOf(came, lastGoing(all) ?? lostAt(own, came.step));
    },
    removed(id, since, outcome) {
      if (outcome !== "kept" && outcome !== "reverted") return NEVER;
      const own = passages(id);
      const isNew = ({ order }: Passage): boolean => (commits[order]?.at ?? 0) >= since - SECOND;
      const late = turnings(own, (passage) => !passage.born && isNew(passage));
      const any = turnings(own, ({ born }) => !born);
      const all = late.some(({ on }) => on) ? late : any;
      const came = all.find(({ on }) => on) ?? lostAt(own, Math.max(0, any[0]?.step ?? 0));
      if (outcome === "kept") return stayOf(came, null);
      const back = lastGoing(all.filter(({ step }) => step >= came.step));
      return stayOf(came, back ?? { step: came.step, order: -1, on: false });
    },
  };
}

/** The last time that work which was there went. */
function lastGoing(all: readonly Turning[]): Turning | undefined {
  let there = false;
  let last: Turning | undefined;
  for (const turning of all) {
    if (there && !turning.on) last = turning;
    there = turning.on;
  }
  return last;
}
