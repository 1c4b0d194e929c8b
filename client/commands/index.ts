// The commands, by their names in package.json.
import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, window } from "vscode";
import type { Method, Params } from "../../server/protocol/requests.ts";
import type { Panels } from "../panel/panels.ts";
import type { Server } from "../server.ts";
import { eraseEverything } from "./erase-everything.ts";
import { COMMAND_NAMES, type CommandName } from "./names.ts";

type Parts = {
  readonly context: ExtensionContext;
  readonly server: Server;
  readonly panels: Panels;
  readonly log: LogOutputChannel;
};

/** Registers them all. */
export function registerCommands({ context, server, panels, log }: Parts): Disposable[] {
  const { id } = context.extension;
  const ask = async <M extends Method>(method: M, params: Params<M>): Promise<void> => {
    const answer = await server.request(method, params);
    if (!answer.ok) void window.showErrorMessage(answer.message);
  };
  const handlers: Readonly<Record<CommandName, () => unknown>> = {
    openPanel: () => panels.open(),
    showMadeUpData: () => panels.open({ demo: true }),
    openReport: async () => (await import("../later.ts")).openReport(),
    refresh: () => ask("tokenworth/refresh", {}),
    stop: () => ask("tokenworth/stop", {}),
    eraseEverything: () => eraseEverything(server),
    restartServer: () => server.restart(),
    showLog: () => log.show(),
    openSettings: () => commands.executeCommand("workbench.action.openSettings", `@ext:${id}`),
    openWalkthrough: () => commands.executeCommand("workbench.action.openWalkthrough", `${id}#begin`),
    manageTrust: () => commands.executeCommand("workbench.trust.manage"),
  };
  return COMMAND_NAMES.map((name) => commands.registerCommand(`tokenworth.${name}`, handlers[name]));
}
