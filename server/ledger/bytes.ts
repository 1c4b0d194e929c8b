// The compact form of numbers and prints in the ledger's blobs.
import type { FilePrint } from "../lib/print.ts";

/** Appends to bytes that grow. Numbers are whole and >= 0. */
export type ByteWriter = {
  number(value: number): void;
  bytes(value: Uint8Array): void;
  /** Lines `from` to `to` (excluded): 8 bytes a line and a bit. */
  print(value: FilePrint, from: number, to: number): void;
  done(): Uint8Array;
};

/** Reads what a writer wrote, in the same order. Throws a RangeError where the bytes end too early. */
export type ByteReader = {
  number(): number;
  bytes(): Uint8Array;
  print(): FilePrint;
};

/** A writer of bytes. */
export function writeBytes(): ByteWriter {
  let buffer = Buffer.allocUnsafe(256);
  let length = 0;
  const grow = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + more));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  };
  const number = (value: number): void => {
    grow(8);
    let rest = value;
    while (rest >= 128) {
      buffer[length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    buffer[length++] = rest;
  };
  return {
    number,
    bytes: (value) => {
      number(value.length);
      grow(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    print: (value, from, to) => {
      const lines = to - from;
      number(lines);
      const marks = length + lines * 8;
      grow(lines * 8 + Math.ceil(lines / 8));
      buffer.fill(0, marks, marks + Math.ceil(lines / 8));
      for (let line = 0; line < lines; line++) {
        const flags = value.flags[from + line] ?? 0;
        buffer.writeUIntBE(value.text[from + line] ?? 0, length + line * 8, 6);
        buffer.writeUInt16BE(flags >>> 1, length + line * 8 + 6);
        const mark = marks + (line >>> 3);
        buffer[mark] = (buffer[mark] ?? 0) | ((flags & 1) << (line & 7));
      }
      length = marks + Math.ceil(lines / 8);
    },
    done: () => Uint8Array.prototype.slice.call(buffer, 0, length),
  };
}

/** A reader of what `writeBytes` made. */
export function readBytes(source: Uint8Array): ByteReader {
  const buffer = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = buffer.readUInt8(at++);
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  return {
    number,
    bytes: () => {
      const length = number();
      at += length;
      return buffer.subarray(at - length, at);
    },
    print: () => {
      const lines = number();
      const print = { text: new Float64Array(lines), flags: new Uint32Array(lines) };
      const marks = at + lines * 8;
      for (let line = 0; line < lines; line++) {
        const significant = (buffer.readUInt8(marks + (line >>> 3)) >>> (line & 7)) & 1;
        print.text[line] = buffer.readUIntBE(at + line * 8, 6);
        print.flags[line] = buffer.readUInt16BE(at + line * 8 + 6) * 2 + significant;
      }
      at = marks + Math.ceil(lines / 8);
      return print;
    },
  };
}
