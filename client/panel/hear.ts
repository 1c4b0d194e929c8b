// What is done about each thing that the panel says.
import { commands, env, l10n } from "vscode";
import type { FromPanel, ToPanel } from "../../server/protocol/webview.ts";
import type { Server } from "../server.ts";
import { openFile } from "./open-file.ts";
import { relay } from "./relay.ts";
import { saveFile } from "./save-file.ts";

export type Ear = {
  readonly server: Server;
  readonly tell: (message: ToPanel) => void;
  readonly begin: () => void;
  readonly remember: (filter: unknown) => Promise<void>;
};

/** Does it. The message has been checked; what it names has not. */
export async function hear(message: FromPanel, { server, tell, begin, remember }: Ear): Promise<void> {
  switch (message.kind) {
    case "ready":
      return begin();
    case "ask":
      return tell(await relay(message, server.request, (text) => l10n.t(text)));
    case "open":
      return await openFile(message.path, message.line);
    case "copy":
      return await env.clipboard.writeText(message.text);
    case "save":
      return await saveFile(message.name, message.data);
    case "run":
      return await commands.executeCommand(message.command);
    case "remember":
      return await remember(message.filter);
  }
}
