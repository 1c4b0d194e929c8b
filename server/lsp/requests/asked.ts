// What has to be looked up in logs, repositories or the ledger: a process of its own does it, so that nothing waits for an
// analysis that is under way.
import { type Handler, valueOf } from "./handler.ts";

export const prompts: Handler<"tokenworth/prompts"> = async (params, { questions, figures }, signal) =>
  params.demo
    ? figures.demoPrompts(params)
    : valueOf(await questions.ask<"prompts">({ kind: "prompts", params }, {}, signal));

export const lines: Handler<"tokenworth/lines"> = async (params, { questions, trusted }, signal) => {
  if (!trusted()) return null;
  const done = await questions.ask<"lines">({ kind: "lines", params }, {}, signal);
  return done?.answer.ok === false ? null : valueOf(done);
};

export const knows: Handler<"tokenworth/knows"> = async (_params, desk, signal) => {
  const { questions, now, folder, trusted } = desk;
  const job = { kind: "knows", now: now(), folder: folder(), withGit: trusted() } as const;
  return valueOf(await questions.ask<"knows">(job, {}, signal));
};
