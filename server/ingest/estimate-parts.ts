// Estimates the tokens of what can be seen of a request, as late and as seldom as possible: tokenizers are slow.
import type { Seal } from "../ledger/fingerprint.ts";
import type { Part } from "../ledger/records.ts";

/** Longer texts are counted by sample. */
const COUNTED_WHOLE = 1000;
/** A sample is made of so many stretches, spread evenly, of so many characters each. */
const STRETCHES = 4;
const STRETCH = 200;
const REMEMBERED = 50_000;

/** A visible text before its tokens are counted. */
export type VisiblePart = {
  readonly print: number;
  readonly input: boolean;
  /** Its number of tokens, where that is known already. */
  readonly text: string | number;
};

export type PartEstimator = {
  part(text: string, input: boolean): VisiblePart;
  /** A part whose tokens were counted lately, without its text; null for any other. */
  recall(part: Omit<VisiblePart, "text">): VisiblePart | null;
  count(part: VisiblePart): Part;
};

/**
 * An estimator that asks `countTokens` once for each text. Of texts beyond 1,000 characters it counts four stretches of
 * 200 and scales up.
 */
export function estimateParts(countTokens: (text: string) => number, seal: Seal): PartEstimator {
  const known = new Map<number, number>();
  return {
    part: (text, input) => ({ print: Buffer.from(seal(text)).readUIntBE(0, 6), input, text }),
    recall: ({ print, input }) => {
      const tokens = known.get(print);
      return tokens === undefined ? null : { print, input, text: tokens };
    },
    count: ({ print, input, text }) => {
      if (typeof text === "number") return { print, input, tokens: text };
      const tokens = known.get(print) ?? estimate(text, countTokens);
      if (known.size >= REMEMBERED) known.clear();
      known.set(print, tokens);
      return { print, input, tokens };
    },
  };
}

function estimate(text: string, countTokens: (text: string) => number): number {
  if (text.length <= COUNTED_WHOLE) return countTokens(text);
  let sampled = 0;
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const start = Math.floor(((text.length - STRETCH) * stretch) / (STRETCHES - 1));
    sampled += countTokens(text.slice(start, start + STRETCH));
  }
  return Math.round((sampled * text.length) / (STRETCHES * STRETCH));
}
