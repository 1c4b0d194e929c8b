// Plain data to bytes and back, for values that can be made again when the bytes are not what they should be.
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";

/** Bytes before the value: its checksum. */
const HEAD = 4;

/**
 * Packs plain data: numbers, strings, arrays, typed arrays, maps and sets of them. `format` names its shape and whatever
 * else must be the same for the reader.
 */
export function pack(value: unknown, format: string): Uint8Array {
  const body = serialize([format, value]);
  const bytes = new Uint8Array(HEAD + body.length);
  new DataView(bytes.buffer).setUint32(0, crc32(body));
  bytes.set(body, HEAD);
  return bytes;
}

/** What was packed with this format; null for anything else: damaged, of another format, or from another engine. */
export function unpack(bytes: Uint8Array, format: string): unknown {
  if (bytes.length < HEAD) return null;
  const body = bytes.subarray(HEAD);
  if (new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) !== crc32(body)) return null;
  try {
    const value: unknown = deserialize(body);
    return Array.isArray(value) && value[0] === format ? value[1] : null;
  } catch {
    return null;
  }
}

/**
 * Packs whole numbers (32 bits, signed) that often go up by the same step: numbers in a row, or all alike, take a few
 * bytes however many they are.
 */
export function packInts(values: ArrayLike<number>): Uint8Array {
  let bytes = new Uint8Array(values.length + 64);
  let at = 0;
  const put = (value: number): void => {
    if (at + 10 > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
    }
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes[at++] = 128 | (rest % 128);
    bytes[at++] = rest;
  };
  put(values.length);
  let last = 0;
  for (let i = 0; i < values.length;) {
    const step = (values[i] ?? 0) - last;
    last += step;
    let count = 1;
    while (i + count < values.length && values[i + count] === last + step) {
      last += step;
      count++;
    }
    const folded = step < 0 ? -2 * step - 1 : 2 * step;
    put(folded * 2 + (count > 1 ? 1 : 0));
    if (count > 1) put(count);
    i += count;
  }
  return bytes.slice(0, at);
}

/** What `packInts` was given. */
export function unpackInts(bytes: Uint8Array): Int32Array {
  let at = 0;
  const take = (): number => {
    let byte = bytes[at++] ?? 0;
    let value = byte & 127;
    for (let scale = 128; byte >= 128; scale *= 128) {
      byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
    }
    return value;
  };
  const values = new Int32Array(take());
  let last = 0;
  for (let i = 0; i < values.length;) {
    const token = take();
    const folded = Math.floor(token / 2);
    const step = folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
    const end = token % 2 === 1 ? i + take() : i + 1;
    for (; i < end; i++) values[i] = last += step;
  }
  return values;
}
