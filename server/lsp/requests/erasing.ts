// Saying what the ledger holds of something, and erasing it.
import type { Params } from "../../protocol/requests.ts";
import type { Forgetting } from "../../protocol/forget.ts";
import { type Desk, type Handler, type Refused, valueOf } from "./handler.ts";

export const forget: Handler<"tokenworth/forget"> = async (params, desk, signal) => {
  const everything = params.asked.what === "everything";
  if (params.asked.what === "repository" && !desk.trusted())
    return { refused: "in a workspace that is not trusted no repository is looked at" };
  if (!params.erase) return ask(params, desk, signal);
  let answer: Awaited<ReturnType<typeof ask>> = { refused: "nothing was erased" };
  await desk.keeper.erasing(everything, async () => {
    answer = await ask(params, desk, signal);
    return !("refused" in answer);
  });
  return answer;
};

async function ask(
  params: Params<"tokenworth/forget">,
  { questions, folder }: Desk,
  signal: AbortSignal,
): Promise<Forgetting | Refused> {
  const job = { kind: "forget", folder: folder(), params } as const;
  return valueOf(await questions.ask<"forget">(job, {}, signal));
}
