// Blocks of lines that stand in a tree twice: of each the oldest is the work, the others are copies.

/** A block is so many lines of code, whatever comments and empty lines stand between them. */
const BLOCK = 5;

/** A file of a tree, line by line. */
export type CodeFile = {
  /** Prints of the lines' texts. */
  readonly prints: ArrayLike<number>;
  /** 1: the line is code; 0: a comment, or nothing. null: the file was not read, and what is significant is taken for code. */
  readonly code: ArrayLike<number> | null;
  /** 1: the line has a letter or digit. */
  readonly significant: ArrayLike<number>;
  /** When a line came, as a number that grows with time. */
  age(line: number): number;
};

/** From line `at` to line `end` of a file. */
type Block = { readonly file: number; readonly at: number; readonly end: number; readonly age: number };

/**
 * 1 for each line of a file that was read, and that lies in a block which stands elsewhere in `files` and is older there;
 * of two that are equally old the first stays. By the file's place in `files`.
 */
export function copiedLines(files: readonly CodeFile[]): ReadonlyMap<number, Uint8Array> {
  const first = new Map<number, Block>();
  const note = (file: number, mark: number, lines: Int32Array): void => {
    const block = blockOf(files, file, lines);
    const known = first.get(mark);
    if (known === undefined || isOlder(block, known)) first.set(mark, block);
  };
  files.forEach((one, file) => {
    if (one.code !== null) eachBlock(one, (mark, lines) => note(file, mark, lines));
  });
  files.forEach((one, file) => {
    const known = (mark: number, lines: Int32Array): void => {
      if (first.has(mark)) note(file, mark, lines);
    };
    if (one.code === null) eachBlock(one, known);
  });
  const copied = new Map<number, Uint8Array>();
  files.forEach((one, file) => {
    if (one.code === null) return;
    const marks = new Uint8Array(one.prints.length);
    eachBlock(one, (mark, lines) => {
      const oldest = first.get(mark);
      const [start = 0, end = 0] = [lines[0], lines[BLOCK - 1]];
      const isItself = oldest?.file === file && start <= oldest.end && end >= oldest.at;
      if (oldest !== undefined && !isItself) for (const line of lines) marks[line] = 1;
    });
    copied.set(file, marks);
  });
  return copied;
}

/** A block is as old as its youngest line. */
function blockOf(files: readonly CodeFile[], file: number, lines: Int32Array): Block {
  let age = -Infinity;
  for (const line of lines) age = Math.max(age, files[file]?.age(line) ?? 0);
  return { file, at: lines[0] ?? 0, end: lines[BLOCK - 1] ?? 0, age };
}

const isOlder = (a: Block, b: Block): boolean =>
  a.age < b.age || (a.age === b.age && (a.file < b.file || (a.file === b.file && a.at < b.at)));

/** Calls with a mark of each block's text and its lines: once with what is code alone, once with comments. */
function eachBlock(file: CodeFile, call: (mark: number, lines: Int32Array) => void): void {
  slide(file, file.significant, call);
  if (file.code !== null) slide(file, file.code, call);
}

function slide(
  { prints }: CodeFile,
  counts: ArrayLike<number>,
  call: (mark: number, lines: Int32Array) => void,
): void {
  const own = Int32Array.from(
    Array.from({ length: prints.length }, (_, line) => line).filter((line) => counts[line] === 1),
  );
  for (let start = 0; start + BLOCK <= own.length; start++) {
    const lines = own.subarray(start, start + BLOCK);
    call(markOf(prints, lines), lines);
  }
}

/** 53 bits: two blocks of different text have the same mark about never. */
function markOf(prints: ArrayLike<number>, lines: Int32Array): number {
  let [high, low] = [7, 11];
  for (const line of lines) {
    const print = prints[line] ?? 0;
    high = Math.imul(high ^ (print / 2 ** 24), 0x9e3779b1);
    low = Math.imul(low ^ print ^ (high >>> 15), 0x85ebca6b);
    high ^= low >>> 13;
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}
