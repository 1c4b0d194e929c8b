// The user's key: what turns lines into prints that nobody else can make.
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder } from "./folder.ts";

const BYTES = 32;
const FILE = "key";

/**
 * The key in a settings folder: 32 bytes, made at random when there is none. Processes that start together get the same.
 * Throws where the file can't be read or is damaged: a new key would make all that was kept worthless.
 */
export function keyIn(folder: string): Uint8Array {
  const path = join(folder, FILE);
  const key = read(path) ?? make(folder, path);
  if (key.length !== BYTES) throw new Error(`${path} is damaged: it should hold ${BYTES} bytes`);
  return key;
}

/** The key in a settings folder as it is; null where there is none, or it is damaged. Makes nothing. */
export function existingKey(folder: string): Uint8Array | null {
  try {
    const key = read(join(folder, FILE));
    return key?.length === BYTES ? key : null;
  } catch {
    return null;
  }
}

function read(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

function make(folder: string, path: string): Uint8Array {
  makePrivateFolder(folder);
  const draft = `${path}.${randomBytes(8).toString("hex")}`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, randomBytes(BYTES));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // Unlike a rename, a link never takes the place of a key that another process has put there by now.
    linkSync(draft, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  return readFileSync(path);
}

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : null);
