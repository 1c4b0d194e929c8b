// What has to be looked up in logs, repositories or the ledger: a process of its own does it, so that nothing waits for an
// analysis that is under way.
import { homedir } from "node:os";
import { type Handler, valueOf } from "./handler.ts";

export const prompts: Handler<"tokenworth/prompts"> = async (params, { questions }, signal) =>
  valueOf(await questions.ask<"prompts">({ kind: "prompts", params }, {}, signal));

export const lines: Handler<"tokenworth/lines"> = async (params, { questions, seen, trusted }, signal) => {
  if (!trusted()) return null;
  const { now } = seen();
  const done = await questions.ask<"lines">({ kind: "lines", now, params }, {}, signal);
  return done?.answer.ok === false ? null : valueOf(done);
};

export const knows: Handler<"tokenworth/knows"> = async (_params, { questions, seen, trusted }, signal) => {
  const { now, folders } = seen();
  const job = { kind: "knows", now, folder: folders[0] ?? homedir(), withGit: trusted() } as const;
  return valueOf(await questions.ask<"knows">(job, {}, signal));
};
