// The ranks of a byte-pair encoding, by the tokens' bytes, in a few flat arrays: a map of as many texts takes five times
// the memory and the time to build.

/** Gives the rank of the token that stands at `start` to `end` (excluded) of bytes; -1 where these are none. */
export type RankOf = (bytes: Uint8Array, start: number, end: number) => number;

/** Reads the data of js-tiktoken: runs of tokens stand in lines, each a mark, the first one's rank, and the tokens in base64. */
export function readRanks(runs: string): RankOf {
  const pool = new Uint8Array(runs.length);
  const slots = new Int32Array(2 ** 19).fill(-1);
  const mask = slots.length - 1;
  const most = Math.ceil(runs.length / 2);
  const ends = new Int32Array(most);
  const ranks = new Int32Array(most);
  let tokens = 0;
  let size = 0;
  const startOf = (token: number): number => (token === 0 ? 0 : (ends[token - 1] ?? 0));

  for (const run of runs.split("\n")) {
    const afterMark = run.indexOf(" ") + 1;
    const afterRank = run.indexOf(" ", afterMark) + 1;
    if (afterRank === 0) continue;
    let rank = Number(run.slice(afterMark, afterRank - 1));
    for (let at = afterRank; at < run.length; at++, rank++) {
      const start = size;
      [at, size] = readBase64(run, at, pool, size);
      let slot = hashOf(pool, start, size) & mask;
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      slots[slot] = tokens;
      ends[tokens] = size;
      ranks[tokens++] = rank;
    }
  }
  const [bytesOfAll, endOf, rankOf] = [pool.slice(0, size), ends.slice(0, tokens), ranks.slice(0, tokens)];

  return (bytes, start, end) => {
    for (let slot = hashOf(bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const token = slots[slot] ?? -1;
      if (token < 0) return -1;
      let at = startOf(token);
      if ((endOf[token] ?? 0) - at !== end - start) continue;
      let byte = start;
      while (byte < end && bytes[byte] === bytesOfAll[at]) {
        byte++;
        at++;
      }
      if (byte === end) return rankOf[token] ?? -1;
    }
  };
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
  return hash ^ (hash >>> 13);
}

/** Reads base64 from `at` up to a space or the end into `to`; gives where it ended in both. */
function readBase64(text: string, at: number, to: Uint8Array, size: number): [number, number] {
  let bits = 0;
  let held = 0;
  let next = at;
  let written = size;
  for (; next < text.length; next++) {
    const code = text.charCodeAt(next);
    if (code === SPACE) break;
    const value = SEXTETS[code] ?? 255;
    if (value === 255) continue;
    held = (held << 6) | value;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    to[written++] = (held >>> bits) & 255;
  }
  return [next, written];
}

const SPACE = 0x20;
const SEXTETS = sextets();

function sextets(): Uint8Array {
  const table = new Uint8Array(128).fill(255);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (let value = 0; value < alphabet.length; value++) table[alphabet.charCodeAt(value)] = value;
  return table;
}
