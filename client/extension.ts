// Where VS Code begins: it puts the parts together and waits for none of them.
import { env, type ExtensionContext, l10n, window } from "vscode";
import { lookOnReturn } from "./look-on-return.ts";
import { registerCommands } from "./commands/index.ts";
import { offerRestart } from "./offer-restart.ts";
import { preparePanels } from "./panel/panels.ts";
import { type Server, startServer } from "./server.ts";
import { showStatusBar } from "./status-bar.ts";
import { localeOf, type Words } from "./words.ts";
import { tellWhetherWorking } from "./working.ts";

let running: Server | null = null;

/** Called by VS Code once its window is ready. */
export function activate(context: ExtensionContext): void {
  const words: Words = { t: (text, ...values) => l10n.t(text, ...values), locale: localeOf(env.language) };
  const log = window.createOutputChannel("Tokenworth", { log: true });
  const server = startServer(context.extensionPath, log);
  running = server;
  const panels = preparePanels(context, server);
  context.subscriptions.push(
    log,
    panels,
    showStatusBar(server, words),
    tellWhetherWorking(server),
    lookOnReturn(server),
    offerRestart(server, log),
    ...registerCommands({ context, server, panels, log }),
  );
}

/** Called by VS Code before it ends: the server ends with it. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}
