// The panel's page and icon, from the extension's own files.
import { env, Uri, type Webview } from "vscode";
import { localeOf } from "../words.ts";
import { pageOf } from "./html.ts";

/** Where the panel's script and style are; nothing else of the disk can be loaded by it. */
export const panelFiles = (extension: Uri): Uri => Uri.joinPath(extension, "dist");

/** Of the tab. */
export const panelIcon = (extension: Uri): { readonly light: Uri; readonly dark: Uri } => ({
  light: Uri.joinPath(extension, "media", "icons", "panel-light.svg"),
  dark: Uri.joinPath(extension, "media", "icons", "panel-dark.svg"),
});

/** The page for this webview. */
export function panelPage(webview: Webview, extension: Uri): string {
  const files = panelFiles(extension);
  return pageOf({
    script: webview.asWebviewUri(Uri.joinPath(files, "panel.js")).toString(),
    style: webview.asWebviewUri(Uri.joinPath(files, "panel.css")).toString(),
    source: webview.cspSource,
    nonce: crypto.randomUUID(),
    language: localeOf(env.language),
  });
}
