// Bytes to lines, whatever the size of the pieces they come in. Only 0x0A ends a line.

export type Splitter = {
  /** Takes the next piece, which may be overwritten afterwards. False: `onLine` wants no more. */
  push(piece: Buffer): boolean;
  /** The offset just after the last complete line that was handed out. */
  readonly offset: number;
  /** The unfinished line at the end; null where there is none or it is too long. */
  rest(): Buffer | null;
  /** Whether that line is too long already. */
  readonly restIsTooLong: boolean;
};

export type LineEvents = {
  /** A complete line without its end. The bytes are good only until it returns. False: enough. */
  onLine(line: Buffer, offset: number): boolean;
  /** A line of more than the most bytes: passed over. `end`: just after its end. */
  onTooLong(offset: number, end: number): void;
};

/** A splitter whose first piece begins at `start`. A line of more than `mostBytes` is never held in memory. */
export function splitLines(start: number, mostBytes: number, { onLine, onTooLong }: LineEvents): Splitter {
  let offset = start;
  /** Slices of the unfinished line, joined once when it ends: joining at each piece would be quadratic. */
  let held: Buffer[] = [];
  let heldBytes = 0;

  const finish = (end: Buffer): boolean => {
    const length = heldBytes + end.length;
    const line = length > mostBytes ? null : held.length === 0 ? end : Buffer.concat([...held, end], length);
    held = [];
    heldBytes = 0;
    const go = line === null ? true : onLine(line, offset);
    if (line === null) onTooLong(offset, offset + length + 1);
    offset += length + 1;
    return go;
  };

  return {
    push: (piece) => {
      let from = 0;
      for (;;) {
        const end = piece.indexOf(0x0a, from);
        if (end < 0) break;
        if (!finish(piece.subarray(from, end))) return false;
        from = end + 1;
      }
      heldBytes += piece.length - from;
      if (heldBytes > mostBytes) held = [];
      else if (from < piece.length) held.push(Buffer.from(piece.subarray(from)));
      return true;
    },
    get offset() {
      return offset;
    },
    get restIsTooLong() {
      return heldBytes > mostBytes;
    },
    rest: () => (heldBytes === 0 || heldBytes > mostBytes ? null : Buffer.concat(held, heldBytes)),
  };
}
