// The ranks of a byte-pair encoding, by the tokens' bytes, in a few flat arrays: a map of as many texts takes five times
// the memory and the time to build.

/** Gives the rank of the token that stands at `start` to `end` (excluded) of bytes; -1 where these are none. */
export type RankOf = (bytes: Uint8Array, start: number, end: number) => number;

/** Reads the data of js-tiktoken: runs of tokens stand in lines, each a mark, the first one's rank, and the tokens in base64. */
export function readRanks(runs: string): RankOf {
  const bytesOfAll = new Uint8Array(runs.length);
  const ends = new Int32Array(MOST_TOKENS + 1);
  const ranks = new Int32Array(MOST_TOKENS + 1);
  const slots = new Int32Array(SLOTS);
  let tokens = 0;
  let size = 0;
  let at = 0;
  while (at < runs.length && tokens < MOST_TOKENS) {
    const lineEnd = endOf(runs, "\n", at);
    const afterMark = endOf(runs, " ", at) + 1;
    const afterRank = endOf(runs, " ", afterMark) + 1;
    let rank = Number(runs.slice(afterMark, afterRank - 1));
    // Tokens are numbered from 1, so that 0 stands for none.
    for (at = afterRank; at < lineEnd && tokens < MOST_TOKENS; at++) {
      let [hash, held, bits] = [0, 0, 0];
      for (; at < lineEnd; at++) {
        const code = runs.charCodeAt(at);
        if (code === SPACE) break;
        if (code === PADDING) continue;
        held = (held << 6) | (SEXTETS[code & 127] ?? 0);
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        const byte = (held >>> bits) & 255;
        bytesOfAll[size++] = byte;
        hash = Math.imul(hash ^ byte, 0x9e3779b1) ^ (hash >>> 15);
      }
      let slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
      slots[slot] = ++tokens;
      ends[tokens] = size;
      ranks[tokens] = rank++;
    }
    at = lineEnd + 1;
  }
  return lookUp({ bytes: bytesOfAll.slice(0, size), ends, ranks, slots });
}

type Table = {
  readonly bytes: Uint8Array;
  /** By token: where its bytes end, and its rank. */
  readonly ends: Int32Array;
  readonly ranks: Int32Array;
  readonly slots: Int32Array;
};

function lookUp({ bytes: all, ends, ranks, slots }: Table): RankOf {
  return (bytes, start, end) => {
    for (let slot = hashOf(bytes, start, end) & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const token = slots[slot] ?? 0;
      if (token === 0) return -1;
      let at = ends[token - 1] ?? 0;
      if ((ends[token] ?? 0) - at !== end - start) continue;
      let byte = start;
      while (byte < end && bytes[byte] === all[at]) {
        byte++;
        at++;
      }
      if (byte === end) return ranks[token] ?? -1;
    }
  };
}

/** The hash that a token is stored by. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x9e3779b1) ^ (hash >>> 15);
  return hash ^ (hash >>> 13);
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found;
}

/** More than any published encoding has, and twice as many slots. */
const MOST_TOKENS = 2 ** 18 - 1;
const SLOTS = 2 ** 19;
const PADDING = 0x3d;
const SPACE = 0x20;
const SEXTETS = sextets();

function sextets(): Uint8Array {
  const table = new Uint8Array(128).fill(255);
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (let value = 0; value < alphabet.length; value++) table[alphabet.charCodeAt(value)] = value;
  return table;
}
