// A database that can be used: of this key, sound and ours. What stands in its place otherwise is set aside.
import type { DatabaseSync } from "node:sqlite";
import { openDatabase } from "./database.ts";
import { createSeal } from "./fingerprint.ts";
import { BEGUN, notesOf } from "./notes.ts";
import { damageOf, identityOf, OTHER_KEY, type SetAside, setAside } from "./set-aside.ts";

export type Usable = { readonly database: DatabaseSync; readonly aside: SetAside | null };

/** Opens the database in a folder, if need be a new one. Throws where the system refuses, or it is of a later version. */
export function openUsable(folder: string, key: Uint8Array): Usable {
  const identity = identityOf(folder);
  try {
    return { database: openWithKey(folder, key), aside: null };
  } catch (error) {
    const reason = damageOf(error);
    if (reason === null) throw error;
    const aside = setAside(folder, identity, reason);
    return { database: openWithKey(folder, key), aside };
  }
}

/** What a ledger notes of the key that it was made with. */
export const markOfKey = (key: Uint8Array): Uint8Array => createSeal(key)("the key of this ledger");

/** Prints of another key would match nothing. */
function openWithKey(folder: string, key: Uint8Array): DatabaseSync {
  const database = openDatabase(folder);
  try {
    const notes = notesOf(database);
    const mark = markOfKey(key);
    const noted = notes.get("key");
    if (noted === null) {
      notes.put("key", mark);
      notes.putNumber(BEGUN, Date.now());
    }
    if (noted !== null && Buffer.compare(noted, mark) !== 0) throw new Error(OTHER_KEY);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
