// Narrow readers for JSON that strangers wrote: each takes anything and never throws.

/** Whether `x` is a JSON object: neither null nor an array. */
export function isRecord(x: unknown): x is Record<string, unknown> {
  return typeof x === "object" && x !== null && !Array.isArray(x);
}

/** `x` if it is a text that isn't empty, else null. */
export function textOf(x: unknown): string | null {
  return typeof x === "string" && x !== "" ? x : null;
}

const LONGEST_NAME = 512;

/** An id, a model or a branch: a text of 1 to 512 characters that can be stored as it is, else null. */
export function nameOf(x: unknown): string | null {
  const isName = typeof x === "string" && x !== "" && x.length <= LONGEST_NAME;
  return isName && x.isWellFormed() && !x.includes("\0") ? x : null;
}

/** So many tokens or lines nobody has: sums of larger ones would not be exact. */
const LARGEST_COUNT = 1e11;

/** A whole number from 0 to 10^11, given as such or in decimal digits; else null. */
export function countOf(x: unknown): number | null {
  if (typeof x === "string") return /^\d{1,16}$/.test(x) ? countOf(Number(x)) : null;
  return typeof x === "number" && Number.isInteger(x) && x >= 0 && x <= LARGEST_COUNT ? x : null;
}

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i;
const FIRST_MILLISECOND = 1e11;
const LAST_MILLISECOND = 8.64e15;

/**
 * A time in whole epoch milliseconds, else null. Taken are ISO 8601 texts with any number of fractional digits (UTC
 * where they name no zone) and numbers: milliseconds, or seconds where they would lie before 1973. No time lies before 1970.
 */
export function timeOf(x: unknown): number | null {
  if (typeof x === "number") return timeOfNumber(x);
  if (typeof x !== "string" || x.length > 64) return null;
  const parts = ISO.exec(x);
  if (parts === null) return null;
  const [, date, clock, fraction = "", zone = "Z"] = parts;
  const colon = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const time = Date.parse(`${date}T${clock}${fraction.slice(0, 4)}${colon}`);
  return time > 0 ? time : null;
}

function timeOfNumber(x: number): number | null {
  const milliseconds = Math.floor(x > 0 && x < FIRST_MILLISECOND ? x * 1000 : x);
  return milliseconds > 0 && milliseconds <= LAST_MILLISECOND ? milliseconds : null;
}

/** The value that a text holds, or undefined if it isn't JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The values of a line: one as a rule, more where an append after a lost line end put objects or arrays right behind
 * each other. A piece that can't be read stands as one `undefined` at the end; a blank line has no values.
 */
export function parseJsonRow(text: string): unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  const values: unknown[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfValue(text, start);
    const value = parseJson(text.slice(start, end));
    if (value === undefined) return text.slice(start).trim() === "" ? values : [...values, undefined];
    values.push(value);
    start = end;
  }
  return values;
}

/** Where the object or array that begins at `start`, after white space, ends; the text's end where none does. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) i = endOfString(text, i);
    else if (c === 0x7b || c === 0x5b) depth++;
    else if ((c === 0x7d || c === 0x5d) && --depth <= 0) return i + 1;
  }
  return text.length;
}

/** The index of the quote that closes the string opened at `quote`. */
function endOfString(text: string, quote: number): number {
  for (let i = quote + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i++;
    else if (c === 0x22) return i;
  }
  return text.length;
}

/** A value as JSON; "" where it can't be written, as when it nests too deeply. */
export function jsonText(x: unknown): string {
  try {
    return JSON.stringify(x) ?? "";
  } catch {
    return "";
  }
}
