// What the panel in its webview and its host in the editor say to each other. A webview shows strangers' data: what comes
// out of it is checked by the schema here before anything is done.
import * as z from "zod";
import type { Filter, Status } from "./panel.ts";

/** Commands of ours that the panel may ask for. */
export const PANEL_COMMANDS = [
  "tokenworth.eraseEverything",
  "tokenworth.openSettings",
  "tokenworth.openWalkthrough",
  "tokenworth.manageTrust",
  "tokenworth.refresh",
  "tokenworth.stop",
  "tokenworth.restartServer",
  "tokenworth.showLog",
] as const;

const text = z.string().max(4096);

/** From the panel. */
export const fromPanel = z.discriminatedUnion("kind", [
  /** It is drawn and waits for `begin`. */
  z.strictObject({ kind: z.literal("ready") }),
  /** A request to the server; the host checks method and params and answers with the same `id`. */
  z.strictObject({ kind: z.literal("ask"), id: z.int(), method: text, params: z.unknown() }),
  /** A file of the user's at a line (1-based) in the editor. */
  z.strictObject({ kind: z.literal("open"), path: text, line: z.int().min(1).nullable() }),
  z.strictObject({ kind: z.literal("copy"), text: z.string().max(2 ** 26) }),
  /** `data` is base64; the user is asked where to. */
  z.strictObject({ kind: z.literal("save"), name: text, data: z.string().max(2 ** 26) }),
  z.strictObject({ kind: z.literal("run"), command: z.enum(PANEL_COMMANDS) }),
  /** What to begin with next time: the filter, as JSON of the panel's own making. */
  z.strictObject({ kind: z.literal("remember"), filter: z.unknown() }),
]);
export type FromPanel = z.infer<typeof fromPanel>;

/** What the editor alone knows. */
export type Surroundings = {
  /** `stopped`: it has ended and is not started again by itself. */
  readonly server: "starting" | "running" | "stopped";
  /** The workspace's files are on no disk: git can't be read. */
  readonly virtual: boolean;
  /** The machine it runs on, where that is not the user's own (as the editor names it). */
  readonly remote: string | null;
};

/** To the panel. */
export type ToPanel =
  | {
      readonly kind: "begin";
      /** What was remembered; null at first. */
      readonly filter: Filter | null;
      /** Texts of the user's language by the English ones; empty for English. */
      readonly texts: Readonly<Record<string, string>>;
      /** BCP 47, for numbers and dates. */
      readonly locale: string;
      readonly status: Status | null;
      readonly surroundings: Surroundings;
    }
  | { readonly kind: "surroundings"; readonly surroundings: Surroundings }
  | { readonly kind: "answer"; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly ok: false; readonly message: string }
  /** Something has changed: what is shown may be asked for anew. */
  | { readonly kind: "changed"; readonly status: Status };
