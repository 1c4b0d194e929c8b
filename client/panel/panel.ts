// The panel's side in the editor: makes its page, answers what it asks, and tells it when something has changed.
import { env, type ExtensionContext, l10n, type WebviewPanel, window, workspace } from "vscode";
import type { Filter } from "../../server/protocol/panel.ts";
import { fromPanel, type ToPanel } from "../../server/protocol/webview.ts";
import type { Server } from "../server.ts";
import { surroundings } from "../surroundings.ts";
import { localeOf } from "../words.ts";
import { hear } from "./hear.ts";
import { panelFiles, panelIcon, panelPage } from "./look.ts";
import { madeUp, remember, remembered } from "./memory.ts";

export type Panel = { readonly showMadeUpData: () => void };

/** Brings an empty webview to life, until it is closed. */
export function bringToLife(
  view: WebviewPanel,
  { extensionUri, workspaceState }: ExtensionContext,
  server: Server,
  demo: boolean,
): Panel {
  let filter: Filter | null = remembered(workspaceState);
  if (demo) filter = madeUp(filter);
  const tell = (message: ToPanel): void => void view.webview.postMessage(message);
  const begin = (): void => tell(beginning(filter, server));
  const ear = {
    server,
    tell,
    begin,
    remember: async (wanted: unknown) => {
      filter = (await remember(workspaceState, wanted)) ?? filter;
    },
  };
  const subscriptions = [
    ...tellOfChanges(server, tell),
    view.webview.onDidReceiveMessage((said: unknown) => {
      const message = fromPanel.safeParse(said);
      if (message.success) hear(message.data, ear).catch(tellOfError);
    }),
  ];
  view.onDidDispose(() => {
    for (const subscription of subscriptions) subscription.dispose();
  });
  view.iconPath = panelIcon(extensionUri);
  view.webview.options = { enableScripts: true, localResourceRoots: [panelFiles(extensionUri)] };
  view.webview.html = panelPage(view.webview, extensionUri);
  return {
    showMadeUpData: () => {
      filter = madeUp(filter);
      begin();
    },
  };
}

const tellOfError = (error: unknown): void =>
  void window.showErrorMessage(error instanceof Error ? error.message : String(error));

const beginning = (filter: Filter | null, server: Server): ToPanel => ({
  kind: "begin",
  filter,
  texts: l10n.bundle ?? {},
  locale: localeOf(env.language),
  status: server.status(),
  surroundings: surroundings(server),
});

function tellOfChanges(
  server: Server,
  tell: (message: ToPanel) => void,
): readonly { readonly dispose: () => unknown }[] {
  let told = surroundings(server);
  let status = server.status();
  const tellOfSurroundings = (): void => {
    const now = surroundings(server);
    if (now.server === told.server && now.virtual === told.virtual) return;
    told = now;
    tell({ kind: "surroundings", surroundings: now });
  };
  const tellOfServer = (): void => {
    tellOfSurroundings();
    const newest = server.status();
    if (newest === null || newest === status) return;
    status = newest;
    tell({ kind: "changed", status });
  };
  return [server.onDidChange(tellOfServer), workspace.onDidChangeWorkspaceFolders(tellOfSurroundings)];
}
