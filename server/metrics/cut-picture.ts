// A picture with its portions: made once for each picture, since every answer begins with them.
import type { Picture } from "./picture.ts";
import { type Portions, portionsOf } from "./portions.ts";

export type CutPicture = { readonly picture: Picture; readonly portions: Portions };

/** Cuts a picture into portions. */
export function cutPicture(picture: Picture): CutPicture {
  return { picture, portions: portionsOf(picture) };
}
