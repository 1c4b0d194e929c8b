// There is at most one panel: it is opened, shown again, and brought back after a reload of the window.
import { type Disposable, type ExtensionContext, ViewColumn, type WebviewPanel, window } from "vscode";
import type { Server } from "../server.ts";
import type { Panel } from "./panel.ts";

const VIEW = "tokenworth.panel";

export type Panels = Disposable & {
  readonly open: (options?: { readonly demo: boolean }) => Promise<void>;
};

/** What the panel needs to be checked and drawn is loaded when it is opened first. */
export function preparePanels(context: ExtensionContext, server: Server): Panels {
  let shown: { readonly view: WebviewPanel; readonly panel: Promise<Panel> } | null = null;

  async function live(view: WebviewPanel, demo: boolean): Promise<void> {
    view.onDidDispose(() => {
      if (shown?.view === view) shown = null;
    });
    const panel = bring(view, demo);
    shown = { view, panel };
    await panel;
  }

  async function bring(view: WebviewPanel, demo: boolean): Promise<Panel> {
    const { loadPanel } = await import("../later.ts");
    const { bringToLife } = await loadPanel();
    return bringToLife(view, context, server, demo);
  }

  const serializer = window.registerWebviewPanelSerializer(VIEW, {
    deserializeWebviewPanel: (view: WebviewPanel) => live(view, false),
  });

  return {
    open: async ({ demo } = { demo: false }) => {
      if (shown === null)
        return await live(window.createWebviewPanel(VIEW, "Tokenworth", ViewColumn.Active), demo);
      shown.view.reveal();
      if (demo) (await shown.panel).showMadeUpData();
    },
    dispose: () => serializer.dispose(),
  };
}
