// What the panel asks the server for, checked: what a webview sends is a stranger's until then.
import { l10n } from "vscode";
import { type Method, params } from "../../server/protocol/requests.ts";
import type { FromPanel, ToPanel } from "../../server/protocol/webview.ts";
import type { Answer, Server } from "../server.ts";

/** The server's answer to what the panel asked, as a message to the panel. */
export async function relay(
  { id, method, params: asked }: Extract<FromPanel, { kind: "ask" }>,
  server: Server,
): Promise<ToPanel> {
  const answer = await ask(method, asked, server);
  return { kind: "answer", id, ...answer };
}

async function ask(method: string, asked: unknown, server: Server): Promise<Answer<unknown>> {
  if (!isMethod(method)) return { ok: false, message: l10n.t("The panel asked for something unknown.") };
  const checked = params[method].safeParse(asked);
  if (!checked.success) return { ok: false, message: l10n.t("The panel asked in a wrong way.") };
  if ("erase" in checked.data && checked.data.erase)
    return { ok: false, message: l10n.t("Erasing is a command, which asks first.") };
  return await server.request(method, checked.data);
}

const isMethod = (name: string): name is Method => Object.hasOwn(params, name);
