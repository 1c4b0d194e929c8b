// The last picture, kept for the next start: it can be dropped and made again at any time.
import { type Derived, derivedValue } from "../ledger/derived.ts";
import { BUILD } from "../lib/build.ts";
import { pack, unpack } from "../lib/pack.ts";
import type { Picture } from "../metrics/picture.ts";

/** It is of all repositories, not of one. */
const PLACE = ["", "picture"] as const;

/** Another build may draw another picture. */
const formatOf = (build: string): string => `picture 1 ${build}`;

/** Keeps a picture; nothing happens where it is not known which build is running, or another process is writing. */
export function keepPicture(picture: Picture, derived: Derived, build = BUILD): void {
  if (build === "") return;
  try {
    derived.put(...PLACE, pack(picture, formatOf(build)));
  } catch {
    // The next one is kept.
  }
}

/** The picture kept by this build in the ledger of a folder, which is opened for nothing else; null: none. */
export function keptPictureIn(folder: string, build = BUILD): Picture | null {
  const value = build === "" ? null : derivedValue(folder, ...PLACE);
  // The format vouches for the shape.
  return value && (unpack(value, formatOf(build)) as Picture | null);
}
