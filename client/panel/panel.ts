// The panel's side in the editor: makes its page, answers what it asks, and tells it when something has changed.
import {
  commands,
  env,
  type ExtensionContext,
  l10n,
  Uri,
  type Webview,
  type WebviewPanel,
  workspace,
} from "vscode";
import type { Filter } from "../../server/protocol/panel.ts";
import { type FromPanel, fromPanel, type ToPanel } from "../../server/protocol/webview.ts";
import type { Server } from "../server.ts";
import { surroundings } from "../surroundings.ts";
import { localeOf } from "../words.ts";
import { pageOf } from "./html.ts";
import { remember, remembered } from "./memory.ts";
import { openFile } from "./open-file.ts";
import { relay } from "./relay.ts";
import { saveFile } from "./save-file.ts";

export type Panel = { readonly showMadeUpData: () => void };

/** Brings an empty webview to life, until it is closed. */
export function bringToLife(
  view: WebviewPanel,
  context: ExtensionContext,
  server: Server,
  demo: boolean,
): Panel {
  const dist = Uri.joinPath(context.extensionUri, "dist");
  let filter: Filter | null = remembered(context.workspaceState);
  if (demo) filter = madeUp(filter);

  const tell = (message: ToPanel): void => void view.webview.postMessage(message);
  const begin = (): void => {
    tell({
      kind: "begin",
      filter,
      texts: l10n.bundle ?? {},
      locale: localeOf(env.language),
      status: server.status(),
      surroundings: surroundings(server),
    });
  };
  let told = surroundings(server);
  const tellOfChange = (): void => {
    const status = server.status();
    if (status !== null && server.state() === "running") tell({ kind: "changed", status });
    tellOfSurroundings();
  };
  function tellOfSurroundings(): void {
    const now = surroundings(server);
    if (now.server === told.server && now.virtual === told.virtual) return;
    told = now;
    tell({ kind: "surroundings", surroundings: now });
  }

  async function hear(message: FromPanel): Promise<void> {
    switch (message.kind) {
      case "ready":
        return begin();
      case "ask":
        return tell(await relay(message, server));
      case "open":
        return await openFile(message.path, message.line);
      case "copy":
        return await env.clipboard.writeText(message.text);
      case "save":
        return await saveFile(message.name, message.data);
      case "run":
        return await commands.executeCommand(message.command);
      case "remember":
        filter = (await remember(context.workspaceState, message.filter)) ?? filter;
        return;
    }
  }

  const subscriptions = [
    server.onDidChange(tellOfChange),
    workspace.onDidChangeWorkspaceFolders(tellOfSurroundings),
    view.webview.onDidReceiveMessage((said: unknown) => {
      const message = fromPanel.safeParse(said);
      if (message.success) void hear(message.data);
    }),
  ];
  view.onDidDispose(() => {
    for (const subscription of subscriptions) subscription.dispose();
  });
  view.iconPath = iconIn(context.extensionUri);
  view.webview.options = { enableScripts: true, localResourceRoots: [dist] };
  view.webview.html = pageIn(view.webview, dist);
  return {
    showMadeUpData: () => {
      filter = madeUp(filter);
      begin();
    },
  };
}

const madeUp = (filter: Filter | null): Filter => ({
  period: filter?.period ?? "90d",
  repository: null,
  agent: null,
  model: null,
  demo: true,
});

const iconIn = (extension: Uri): { readonly light: Uri; readonly dark: Uri } => ({
  light: Uri.joinPath(extension, "media", "icons", "panel-light.svg"),
  dark: Uri.joinPath(extension, "media", "icons", "panel-dark.svg"),
});

const pageIn = (webview: Webview, dist: Uri): string =>
  pageOf({
    script: webview.asWebviewUri(Uri.joinPath(dist, "panel.js")).toString(),
    style: webview.asWebviewUri(Uri.joinPath(dist, "panel.css")).toString(),
    source: webview.cspSource,
    nonce: crypto.randomUUID(),
    language: localeOf(env.language),
  });
