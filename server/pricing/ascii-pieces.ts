// Parts a text of ASCII into the pieces of o200k's pattern, without the pattern: a regular expression with Unicode's
// classes takes several times as long. A test holds it against the pattern.

const OTHER = 0;
const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;
const LINE_END = 4;
const SPACE = 5;
const CLASSES = classes();

/**
 * The end of the piece of text that begins at `start`. `text` is ASCII, and `start` lies in it. A piece is one of, the
 * first that fits: a word with one character before it and what is cut off in English (`'s`, `'ll`) behind it; up to three
 * digits; other characters with a space before and line ends behind; white space up to its last line end; white space
 * without its last character, which belongs to what follows; white space.
 */
export function pieceEnd(text: string, start: number): number {
  const first = classAt(text, start);
  const afterFirst = isBeforeWord(first) ? start + 1 : start;
  const word = wordEnd(text, afterFirst);
  if (word > afterFirst) return word + cutOffLength(text, word);
  if (first === DIGIT) return runEnd(text, start, Math.min(text.length, start + 3), DIGIT, DIGIT);
  const others = text.charCodeAt(start) === 0x20 ? start + 1 : start;
  const othersEnd = runEnd(text, others, text.length, OTHER, OTHER);
  if (othersEnd > others) return lineEndsEnd(text, othersEnd);
  return spaceEnd(text, start);
}

function classAt(text: string, at: number): number {
  return at < text.length ? (CLASSES[text.charCodeAt(at)] ?? OTHER) : -1;
}

const isBeforeWord = (of: number): boolean => of === OTHER || of === SPACE;

/** Capitals, then small letters. */
function wordEnd(text: string, start: number): number {
  const capitals = runEnd(text, start, text.length, UPPER, UPPER);
  return runEnd(text, capitals, text.length, LOWER, LOWER);
}

/** Where characters of one of two classes end. */
function runEnd(text: string, start: number, end: number, one: number, other: number): number {
  let at = start;
  for (; at < end; at++) {
    const of = CLASSES[text.charCodeAt(at)];
    if (of !== one && of !== other) break;
  }
  return at;
}

/** How long `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d` is, in whatever case; 0 where none stands here. */
function cutOffLength(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x27) return 0;
  const next = text.charCodeAt(at + 1) | 0x20;
  if (classAt(text, at + 1) !== LOWER && classAt(text, at + 1) !== UPPER) return 0;
  if (next === 0x73 || next === 0x74 || next === 0x6d || next === 0x64) return 2;
  if (classAt(text, at + 2) !== LOWER && classAt(text, at + 2) !== UPPER) return 0;
  const last = text.charCodeAt(at + 2) | 0x20;
  const isLong = next === 0x6c ? last === 0x6c : (next === 0x72 || next === 0x76) && last === 0x65;
  return isLong ? 3 : 0;
}

/** Line ends and slashes. */
function lineEndsEnd(text: string, start: number): number {
  let at = start;
  while (classAt(text, at) === LINE_END || text.charCodeAt(at) === 0x2f) at++;
  return at;
}

function spaceEnd(text: string, start: number): number {
  const end = runEnd(text, start, text.length, SPACE, LINE_END);
  for (let at = end; at > start; at--) if (classAt(text, at - 1) === LINE_END) return at;
  return end === text.length || end - start === 1 ? end : end - 1;
}

function classes(): Uint8Array {
  const table = new Uint8Array(128);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    if (/[a-z]/.test(character)) table[code] = LOWER;
    else if (/[A-Z]/.test(character)) table[code] = UPPER;
    else if (/[0-9]/.test(character)) table[code] = DIGIT;
    else if (/[\r\n]/.test(character)) table[code] = LINE_END;
    else if (/\s/.test(character)) table[code] = SPACE;
  }
  return table;
}
