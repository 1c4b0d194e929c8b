// The one item in the status bar: what was spent, and when pointed at, what became of it.
import {
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import type { Server } from "./server.ts";
import { readSettings } from "./settings.ts";
import { findSources } from "./sources.ts";
import { isOverBudget, spokenText, statusText } from "./status-text.ts";
import { statusTooltip, TOOLTIP_COMMANDS } from "./status-tooltip.ts";
import { surroundings } from "./surroundings.ts";
import type { Words } from "./words.ts";
import { watchBusy } from "./working.ts";

/** Shows the item and keeps it right. */
export function showStatusBar(server: Server, words: Words): Disposable {
  const item = window.createStatusBarItem("tokenworth.status", StatusBarAlignment.Right, 100);
  item.name = "Tokenworth";
  item.command = "tokenworth.openPanel";
  let [busy, sources]: [boolean, readonly string[] | null] = [false, null];
  const drawAll = (): void => draw(item, server, { busy, sources }, words);
  drawAll();
  return Disposable.from(
    item,
    server.onDidChange(drawAll),
    watchBusy(server, (now) => {
      busy = now;
      drawAll();
    }),
    findSources(server, (found) => {
      sources = found;
      drawAll();
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("tokenworth")) drawAll();
    }),
    workspace.onDidChangeWorkspaceFolders(drawAll),
  );
}

type Seen = { readonly busy: boolean; readonly sources: readonly string[] | null };

function draw(item: StatusBarItem, server: Server, { busy, sources }: Seen, words: Words): void {
  const settings = readSettings();
  if (settings.show === "nothing") return item.hide();
  const known = { status: server.status(), server: server.state(), busy };
  const tooltip = statusTooltip(known, settings, { ...surroundings(server), sources }, words);
  item.text = statusText(known, settings, words);
  if (!(item.tooltip instanceof MarkdownString && item.tooltip.value === tooltip))
    item.tooltip = markdown(tooltip);
  item.accessibilityInformation = { label: spokenText(known, settings, words), role: "button" };
  item.backgroundColor = isOverBudget(known.status, settings.budget)
    ? new ThemeColor("statusBarItem.warningBackground")
    : undefined;
  item.show();
}

function markdown(text: string): MarkdownString {
  const made = new MarkdownString(text, true);
  made.isTrusted = { enabledCommands: TOOLTIP_COMMANDS };
  return made;
}
