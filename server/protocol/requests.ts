// The requests and notifications of our own, beside those of the Language Server Protocol. Params come from outside and
// are checked by these schemas; results are plain types.
import * as z from "zod";
import type { Doctor } from "./doctor.ts";
import type { Forgetting } from "./forget.ts";
import type { LinesOfFile, Overview, Prompts, SessionsPage, SessionStory, Status } from "./panel.ts";

const name = z.string().min(1).max(4096);
const filter = z.strictObject({
  period: z.enum(["today", "7d", "30d", "90d", "365d", "all"]),
  repository: name.nullable(),
  agent: name.nullable(),
  model: name.nullable(),
  demo: z.boolean(),
});
const outcome = z.enum(["kept", "reworked", "reverted", "discarded", "open", "outside", "noCode"]);
const session = z.strictObject({ agent: name, session: name });

/** What each request is asked with. */
export const params = {
  "tokenworth/status": z.strictObject({}),
  "tokenworth/overview": z.strictObject({ filter }),
  "tokenworth/sessions": z.strictObject({
    filter,
    /** Only sessions that spent something on it. */
    outcome: outcome.nullable(),
    sort: z.strictObject({
      by: z.enum(["started", "agent", "repository", "model", "costUsd", "tokens", "keptLines", "turns"]),
      descending: z.boolean(),
    }),
    from: z.int().min(0),
    count: z.int().min(0).max(500),
  }),
  "tokenworth/session": session.extend({ demo: z.boolean() }),
  "tokenworth/prompts": z.strictObject({
    sessions: z.array(session).max(100),
    /** Of each session the first so many turns. */
    turns: z.int().min(1).max(10_000),
    demo: z.boolean(),
  }),
  "tokenworth/lines": session.extend({ path: name }),
  "tokenworth/knows": z.strictObject({}),
  "tokenworth/forget": z.strictObject({
    asked: z.discriminatedUnion("what", [
      z.strictObject({ what: z.literal("everything") }),
      z.strictObject({ what: z.enum(["repository", "agent", "session"]), name }),
    ]),
    erase: z.boolean(),
  }),
  /** Looks at everything again. */
  "tokenworth/refresh": z.strictObject({}),
  /** Stops what is under way; what is known stays. */
  "tokenworth/stop": z.strictObject({}),
} as const;

/** What each request is answered with. */
export type Results = {
  "tokenworth/status": Status;
  "tokenworth/overview": Overview;
  "tokenworth/sessions": SessionsPage;
  "tokenworth/session": SessionStory | null;
  "tokenworth/prompts": Prompts;
  "tokenworth/lines": LinesOfFile | null;
  "tokenworth/knows": Doctor;
  "tokenworth/forget": Forgetting;
  "tokenworth/refresh": null;
  "tokenworth/stop": null;
};

export type Method = keyof Results;
export type Params<M extends Method> = z.infer<(typeof params)[M]>;

/** With `DID_CHANGE`. */
export type DidChange = { readonly status: Status };

/** `initializationOptions`: what the editor knows and the server cannot. Left out: the defaults. */
export const initializationOptions = z.object({
  /** The folders were declared trustworthy. Without that no repository is looked at. */
  trusted: z.boolean().default(true),
});

/** `workspace/executeCommand`, for editors without our panel. */
export const COMMANDS = [
  "tokenworth.server.report",
  "tokenworth.server.refresh",
  "tokenworth.server.stop",
] as const;
