// What the panel asks the server for, checked: what a webview sends is a stranger's until then.
import { type Method, params } from "../../server/protocol/requests.ts";
import type { FromPanel, ToPanel } from "../../server/protocol/webview.ts";
import type { Answer, Server } from "../server.ts";
import type { Translate } from "../words.ts";

/** The server's answer to what the panel asked, as a message to the panel. */
export async function relay(
  { id, method, params: asked }: Extract<FromPanel, { kind: "ask" }>,
  request: Server["request"],
  t: Translate,
): Promise<ToPanel> {
  const answer = await ask(method, asked, request, t);
  return { kind: "answer", id, ...answer };
}

async function ask(
  method: string,
  asked: unknown,
  request: Server["request"],
  t: Translate,
): Promise<Answer<unknown>> {
  if (!isMethod(method)) return { ok: false, message: t("The panel asked for something unknown.") };
  const checked = params[method].safeParse(asked);
  if (!checked.success) return { ok: false, message: t("The panel asked in a wrong way.") };
  if ("erase" in checked.data && checked.data.erase)
    return { ok: false, message: t("Erasing is a command, which asks first.") };
  return await request(method, checked.data);
}

const isMethod = (name: string): name is Method => Object.hasOwn(params, name);
