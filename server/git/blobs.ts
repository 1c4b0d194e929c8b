// Blobs by id from one long-lived `git cat-file --batch`.
import { LARGEST_TEXT, objectsOf, start } from "./command.ts";
import type { Repository } from "./facts.ts";

/** Reads blobs in the order that they are asked for. The process starts with the first and ends with `close`. */
export type BlobReader = {
  /** The bytes, or null where there is no such blob here, or one that is larger than any text. */
  read(oid: string): Promise<Buffer | null>;
  close(): void;
};

const LF = 10;

/** A reader of a repository's blobs. */
export function createBlobReader(repository: Repository, signal?: AbortSignal): BlobReader {
  let process: ReturnType<typeof start> | null = null;
  let chunks: AsyncIterator<Buffer> | null = null;
  let bytes: Buffer = Buffer.alloc(0);
  let last: Promise<unknown> = Promise.resolve();
  /** Asked, and not answered yet. */
  const waiting: string[] = [];

  async function pull(): Promise<boolean> {
    const next = await chunks?.next();
    if (!next || next.done) return false;
    bytes = bytes.length === 0 ? next.value : Buffer.concat([bytes, next.value]);
    return true;
  }

  async function header(): Promise<string | null> {
    let end = bytes.indexOf(LF);
    for (; end < 0; end = bytes.indexOf(LF)) if (!(await pull())) return null;
    const text = bytes.toString("latin1", 0, end);
    bytes = bytes.subarray(end + 1);
    return text;
  }

  async function content(size: number): Promise<Buffer | null> {
    const parts: Buffer[] = [];
    for (let left = size + 1; left > 0;) {
      if (bytes.length === 0 && !(await pull())) return null;
      const part = bytes.subarray(0, left);
      if (size <= LARGEST_TEXT) parts.push(part);
      left -= part.length;
      bytes = bytes.subarray(part.length);
    }
    return size <= LARGEST_TEXT ? Buffer.concat(parts).subarray(0, size) : null;
  }

  function ask(oid: string): void {
    process ??= start(objectsOf(repository), ["cat-file", "--batch"], { signal });
    chunks ??= process.chunks;
    process.stdin.write(`${oid}\n`);
  }

  /** The git of a partial clone dies of a blob that is not here: those that wait are asked of another one. */
  function askAgain(): void {
    process?.kill();
    process = null;
    chunks = null;
    bytes = Buffer.alloc(0);
    if (signal?.aborted !== true) for (const oid of waiting) ask(oid);
  }

  async function receive(): Promise<Buffer | null> {
    const answer = await header();
    waiting.shift();
    if (answer === null) askAgain();
    const [, type, size] = (answer ?? "").split(" ");
    const found = size === undefined ? null : await content(Number(size));
    return type === "blob" ? found : null;
  }

  return {
    read(oid) {
      if (!/^[0-9a-f]{40,64}$/.test(oid)) return Promise.resolve(null);
      // Asked at once, while earlier answers may still be on their way; answers come in the order of the questions.
      waiting.push(oid);
      ask(oid);
      const answer = last.then(receive);
      last = answer.catch(() => null);
      return answer;
    },
    close() {
      process?.stdin.end();
      process?.kill();
    },
  };
}

/** What git takes for binary: a NUL among the first 8000 bytes. */
export function isBinary(bytes: Buffer): boolean {
  return bytes.subarray(0, 8000).includes(0);
}

/** How many lines a text has, as git counts them. */
export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count++;
  return bytes.length > 0 && bytes[bytes.length - 1] !== LF ? count + 1 : count;
}
