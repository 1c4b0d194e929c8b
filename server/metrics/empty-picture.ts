// A picture of nothing: what is shown before anything is known.
import type { Picture } from "./picture.ts";

/** Made at `at`, epoch ms. */
export function emptyPicture(at: number): Picture {
  const [ints, floats, bytes, money] = [
    new Int32Array(),
    new Float64Array(),
    new Uint8Array(),
    new BigInt64Array(),
  ];
  return {
    at,
    followed: false,
    agents: [],
    repositories: [],
    models: [],
    paths: [],
    commits: [],
    sessions: [],
    turns: { session: ints, index: ints, started: floats, unseen: bytes, context: floats },
    spends: {
      turn: ints,
      model: ints,
      requests: ints,
      floors: ints,
      estimated: ints,
      recorded: ints,
      priced: bytes,
      cost: money,
      estimatedCost: money,
      unpricedTokens: floats,
      estimatedTokens: floats,
      input: floats,
      output: floats,
      cacheRead: floats,
      cacheWrite: floats,
    },
    pieces: {
      turn: ints,
      path: ints,
      repository: ints,
      model: ints,
      written: bytes,
      outcome: bytes,
      lines: ints,
      words: ints,
      cost: money,
      tokens: floats,
      from: floats,
      until: floats,
      landed: ints,
      gone: ints,
    },
    coverage: { assumed: [], unreadable: [], skippedRecords: 0 },
    prices: { source: "", asOf: "" },
    begun: at,
  };
}
