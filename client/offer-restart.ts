// One message when the server is not started again by itself, with a way to find out why.
import { type Disposable, l10n, type LogOutputChannel, window } from "vscode";
import type { Server } from "./server.ts";

/** Says it once each time that it comes to that. */
export function offerRestart(server: Server, log: LogOutputChannel): Disposable {
  let said = false;
  return server.onDidChange(() => {
    const stopped = server.state() === "stopped";
    if (stopped && !said) void offer(server, log);
    said = stopped;
  });
}

async function offer(server: Server, log: LogOutputChannel): Promise<void> {
  const [showLog, restart] = [l10n.t("Show Log"), l10n.t("Restart")];
  const message = l10n.t("Tokenworth's server has ended several times and is not started again by itself.");
  const chosen = await window.showErrorMessage(message, showLog, restart);
  if (chosen === showLog) log.show();
  if (chosen === restart) await server.restart();
}
