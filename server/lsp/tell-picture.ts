// Sends a picture from the process that made it.
import type { Picture } from "../metrics/picture.ts";
import type { FromWork } from "./jobs.ts";
import { takeApart } from "./picture-parts.ts";

/** Resolves once the message is on its way. */
export type Tell = (message: FromWork) => Promise<void>;

/** Tells a picture as that of a job, one part after the other: what is not taken yet would pile up. */
export async function tellPicture(picture: Picture, id: number, tell: Tell): Promise<void> {
  const { frame, parts } = takeApart(picture);
  await tell({ kind: "frame", id, frame });
  for (const part of parts) await tell({ kind: "part", id, part });
  await tell({ kind: "picture", id });
}
