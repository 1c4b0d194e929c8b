// HMAC-SHA256 of many short texts: node's one-shot hash, twice, takes a tenth of the time of an Hmac object.
import { createHmac, createSecretKey, hash, type KeyObject } from "node:crypto";

const BLOCK = 64;
/** Texts of which more bytes than this might be needed go through node's own HMAC. */
const SCRATCH = 2 ** 16;

/** The 32 bytes of the HMAC of parts in a row, as the characters of a string: far cheaper to make than a Buffer. */
export type Mac = (...parts: readonly (Uint8Array | string)[]) => string;

/** HMAC-SHA256 under a key. Texts count as UTF-8. */
export function createMac(key: Uint8Array): Mac {
  const short = key.length > BLOCK ? hash("sha256", key, "buffer") : key;
  const inner = padded(short, 0x36, SCRATCH);
  const outer = padded(short, 0x5c, 32);
  const secret = createSecretKey(key);
  return (...parts) => {
    let most = BLOCK;
    for (const part of parts) most += typeof part === "string" ? part.length * 3 : part.length;
    if (most > inner.length) return macOfLong(secret, parts);
    let end = BLOCK;
    for (const part of parts) {
      if (typeof part === "string") end += inner.write(part, end, "utf8");
      else {
        inner.set(part, end);
        end += part.length;
      }
    }
    outer.write(hash("sha256", inner.subarray(0, end), "binary"), BLOCK, "latin1");
    return hash("sha256", outer, "binary");
  };
}

/** A block of the key with a pad, and room behind it. */
function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK + room);
  for (let index = 0; index < BLOCK; index++) bytes[index] = (key[index] ?? 0) ^ pad;
  return bytes;
}

function macOfLong(key: KeyObject, parts: readonly (Uint8Array | string)[]): string {
  const mac = createHmac("sha256", key);
  for (const part of parts) mac.update(part);
  return mac.digest("binary");
}
