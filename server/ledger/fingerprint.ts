// Lines to keyed fingerprints. Nothing of a text can be read back without the key, and little with it.
import { isSignificant } from "../lib/lines.ts";
import type { FilePrint, LinePrint, Printer, Sketch } from "../lib/print.ts";
import { createMac, type Mac } from "./mac.ts";
import { createMemo } from "./memo.ts";

/** At most so many tokens of a line are sketched. */
const SKETCHED_TOKENS = 24;
const WHITE_SPACE = /\s+/g;
/** An identifier, a number, a run of operator characters, or any other single character. */
const TOKEN = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*|\p{N}[\p{N}_.]*|[=<>!+\-*/%&|^~?:]+|[^\s]/gu;

/** The same for a line of ASCII, where it takes a third of the time. */
const ASCII_TOKEN = /[A-Za-z_$][A-Za-z0-9_$]*|[0-9][0-9_.]*|[=<>!+\-*/%&|^~?:]+|[^\s]/g;

/** A keyed digest of bytes or texts, one after the other: 16 bytes, equal for equal parts. */
export type Seal = (...parts: readonly (Uint8Array | string)[]) => Uint8Array;

/**
 * A printer that hashes with `key` (HMAC-SHA256). `text` is 48 bits of the line without white space, `space` 16 other
 * bits of the line as it stands. Equal for equal keys and lines, whatever was printed before.
 */
export function createPrinter(key: Uint8Array): Printer {
  const mac = createMac(key);
  const known = createMemo(17, seedOf(mac));
  const texts = new Float64Array(known.slots);
  const flags = new Uint32Array(known.slots);
  const byteOf = createTokenHash(mac);

  const slotOf = (line: string): number => {
    const found = known.find(line);
    if (found >= 0) return found;
    const slot = ~found;
    const compact = line.replace(WHITE_SPACE, "");
    const printed = mac(compact);
    const space = spaceOf(compact.length === line.length ? printed : mac(line));
    texts[slot] = textOf(printed);
    flags[slot] = space * 2 + (isSignificant(line) ? 1 : 0);
    return slot;
  };

  return {
    line: (text) => {
      const slot = slotOf(text);
      return linePrint(texts[slot] ?? 0, flags[slot] ?? 0);
    },
    file: (lines) => {
      const print = { text: new Float64Array(lines.length), flags: new Uint32Array(lines.length) };
      lines.forEach((line, index) => {
        const slot = slotOf(line);
        print.text[index] = texts[slot] ?? 0;
        print.flags[index] = flags[slot] ?? 0;
      });
      return print satisfies FilePrint;
    },
    sketch: (text) => sketchOf(text, byteOf),
  };
}

/** A keyed digest under the same key, apart from all that a printer gives. */
export function createSeal(key: Uint8Array): Seal {
  const mac = createMac(key);
  // No line holds a line feed, so nothing a printer hashes begins like this. The lengths keep ("ab", "c") apart from
  // ("a", "bc").
  return (...parts) => {
    const sealed = mac("\n\n", ...parts.flatMap((part) => [`${part.length}\n`, part]));
    return Buffer.from(sealed.slice(0, 16), "latin1");
  };
}

function createTokenHash(mac: Mac): (token: string) => number {
  const known = createMemo(14, seedOf(mac));
  const bytes = new Uint8Array(known.slots);
  return (token) => {
    const found = known.find(token);
    if (found >= 0) return bytes[found] ?? 0;
    // Apart from the hash of a line that is this one token: no line begins with a line feed.
    const byte = mac(`\n${token}`).charCodeAt(0);
    bytes[~found] = byte;
    return byte;
  };
}

function sketchOf(line: string, byteOf: (token: string) => number): Sketch {
  const pattern = isAscii(line) ? ASCII_TOKEN : TOKEN;
  const bytes = new Uint8Array(SKETCHED_TOKENS);
  let tokens = 0;
  pattern.lastIndex = 0;
  while (tokens < SKETCHED_TOKENS) {
    const token = pattern.exec(line)?.[0];
    if (token === undefined) break;
    bytes[tokens++] = byteOf(token);
  }
  return bytes.slice(0, tokens);
}

// oxlint-disable-next-line no-control-regex
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text);

const seedOf = (mac: Mac): number => Number(BigInt.asIntN(32, BigInt(textOf(mac("\nmemo")))));

function textOf(printed: string): number {
  let value = 0;
  for (let index = 0; index < 6; index++) value = value * 256 + printed.charCodeAt(index);
  return value;
}

const spaceOf = (printed: string): number => printed.charCodeAt(6) * 256 + printed.charCodeAt(7);

const linePrint = (text: number, flags: number): LinePrint => ({
  text,
  space: flags >>> 1,
  significant: (flags & 1) === 1,
});
