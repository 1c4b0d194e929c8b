// Saying what the ledger holds of something, and erasing it.
import { homedir } from "node:os";
import type { Params } from "../../protocol/requests.ts";
import { type Desk, type Handler, valueOf } from "./handler.ts";

export const forget: Handler<"tokenworth/forget"> = async (params, desk, signal) => {
  if (params.asked.what !== "everything" && !desk.trusted())
    return { refused: "in a workspace that is not trusted no repository is looked at; all can be erased" };
  return params.erase ? desk.keeper.erasing(() => ask(params, desk, signal)) : ask(params, desk, signal);
};

async function ask(params: Params<"tokenworth/forget">, { questions, seen }: Desk, signal: AbortSignal) {
  const job = { kind: "forget", folder: seen().folders[0] ?? homedir(), params } as const;
  return valueOf(await questions.ask<"forget">(job, {}, signal));
}
