// Reading delimited bytes that come in pieces.

export const NUL = 0;
export const LF = 10;

/**
 * Walks a stream of bytes by tokens. After `take` gave true, `bytes.subarray(start, end)` is the token. It gives false
 * where the delimiter has not come yet: more must be pushed, and taken again.
 */
export type Cursor = {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Everything was taken, and no more will come. */
  readonly ended: boolean;
  push(chunk: Buffer): void;
  /** No more will come: what is left without its delimiter is a token as well. */
  finish(): void;
  take(delimiter: number): boolean;
  /** The next byte without taking it; undefined where it has not come yet, or never will. */
  peek(): number | undefined;
  text(): string;
};

/** A cursor before the first byte. */
export function createCursor(): Cursor {
  let bytes: Buffer = Buffer.alloc(0);
  let pending: Buffer[] = [];
  /** How many of `pending` are known not to hold the delimiter that is waited for: a huge line is joined only once. */
  let scanned = 0;
  let position = 0;
  let finished = false;
  let start = 0;
  let end = 0;

  function join(): void {
    bytes = Buffer.concat([bytes.subarray(position), ...pending]);
    pending = [];
    scanned = 0;
    position = 0;
  }

  function find(delimiter: number): number {
    const found = scanned > 0 ? -1 : bytes.indexOf(delimiter, position);
    if (found >= 0) return found;
    while (scanned < pending.length && !pending[scanned]?.includes(delimiter)) scanned++;
    if (scanned < pending.length || (finished && pending.length > 0)) {
      join();
      return bytes.indexOf(delimiter, position);
    }
    return -1;
  }

  return {
    get bytes() {
      return bytes;
    },
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    get ended() {
      return finished && pending.length === 0 && position >= bytes.length;
    },
    push: (chunk) => void pending.push(chunk),
    finish() {
      finished = true;
    },
    take(delimiter) {
      const found = find(delimiter);
      if (found < 0 && (!finished || position >= bytes.length)) return false;
      start = position;
      end = found < 0 ? bytes.length : found;
      position = end + 1;
      return true;
    },
    peek() {
      if (position >= bytes.length && pending.length > 0) join();
      return bytes[position];
    },
    text: () => bytes.toString("utf8", start, end),
  };
}

/** Takes a token, waiting for it. False at the end of the stream. */
export function* taken(cursor: Cursor, delimiter: number): Generator<undefined, boolean> {
  while (!cursor.take(delimiter)) {
    if (cursor.ended) return false;
    yield undefined;
  }
  return true;
}

/** The next byte, waiting for it; -1 at the end of the stream. */
export function* peeked(cursor: Cursor): Generator<undefined, number> {
  for (;;) {
    const byte = cursor.peek();
    if (byte !== undefined) return byte;
    if (cursor.ended) return -1;
    yield undefined;
  }
}

/** Leads a parser, which yields undefined where it needs more bytes, through a stream, and gives what else it yields. */
export async function* parseStream<T>(
  stream: AsyncIterable<Buffer>,
  parse: (cursor: Cursor) => Generator<T | undefined, void>,
): AsyncGenerator<T> {
  const cursor = createCursor();
  const parser = parse(cursor);
  for await (const chunk of stream) {
    cursor.push(chunk);
    for (let next = parser.next(); !next.done && next.value !== undefined; next = parser.next())
      yield next.value;
  }
  cursor.finish();
  for (let next = parser.next(); !next.done; next = parser.next())
    if (next.value !== undefined) yield next.value;
}
