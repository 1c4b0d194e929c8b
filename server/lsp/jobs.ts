// What the server and the process that works for it say to each other.
import type { Answer, Progress } from "../engine/engine.ts";
import type { Doctor } from "../protocol/doctor.ts";
import type { Forgetting } from "../protocol/forget.ts";
import type { LinesOfFile, Prompts } from "../protocol/panel.ts";
import type { Params } from "../protocol/requests.ts";
import type { PictureFrame, PicturePart } from "./picture-parts.ts";

/** What can be asked of the process. `now`: epoch ms; `withGit` false: no repository is looked at. `folder`, `folders`: absolute, open in the editor. */
export type Job =
  /** Tells the picture that was kept last, if there is one. */
  | { readonly kind: "kept" }
  /** Reads what is new; pictures are told on the way. */
  | {
      readonly kind: "look";
      readonly now: number;
      readonly folders: readonly string[];
      readonly withGit: boolean;
      /** Also where everything was erased. */
      readonly resume: boolean;
    }
  | { readonly kind: "prompts"; readonly params: Params<"tokenworth/prompts"> }
  | { readonly kind: "lines"; readonly params: Params<"tokenworth/lines"> }
  | { readonly kind: "knows"; readonly now: number; readonly folder: string; readonly withGit: boolean }
  | { readonly kind: "forget"; readonly folder: string; readonly params: Params<"tokenworth/forget"> };

export type JobResults = {
  kept: Answer<null>;
  /** `erased`: nothing was read, since everything was erased. */
  look: Answer<"done" | "erased">;
  prompts: Answer<Prompts>;
  lines: Answer<LinesOfFile>;
  knows: Answer<Doctor>;
  forget: Answer<Forgetting>;
};

/** To the process. */
export type ToWork =
  | { readonly kind: "do"; readonly id: number; readonly job: Job }
  | { readonly kind: "cancel"; readonly id: number };

/** From the process. */
export type FromWork =
  | { readonly kind: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly kind: "notice"; readonly id: number; readonly notice: string }
  /** A picture comes: its frame, its parts, and its end. */
  | { readonly kind: "frame"; readonly id: number; readonly frame: PictureFrame }
  | { readonly kind: "part"; readonly id: number; readonly part: PicturePart }
  | { readonly kind: "picture"; readonly id: number }
  /** `cpuMs`: processor time that the job took. */
  | {
      readonly kind: "done";
      readonly id: number;
      readonly answer: JobResults[Job["kind"]];
      readonly cpuMs: number;
    }
  /** A fault of ours, or a cancelled job. `fault` tells where, in no words of logs or repositories. */
  | { readonly kind: "failed"; readonly id: number; readonly fault: string };
