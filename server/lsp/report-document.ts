// The report as a document that any editor can open, and the commands for editors without our panel.
import type { Connection, InitializeParams } from "vscode-languageserver/node";
import { REPORT_URI } from "../protocol/names.ts";
import { COMMANDS } from "../protocol/requests.ts";
import type { Desk } from "./requests/handler.ts";

export type ReportDocument = {
  /** The figures have changed. */
  refresh(): void;
};

/** Serves document and commands; both work without the other. */
export function serveReport(
  connection: Connection,
  { figures, keeper }: Desk,
  { capabilities }: InitializeParams,
): ReportDocument {
  let shown = false;
  const canRefresh = capabilities.workspace?.textDocumentContent !== undefined;
  const canShow = capabilities.window?.showDocument?.support === true;
  const [report, refresh, stop] = COMMANDS;

  connection.workspace.textDocumentContent.on(({ uri }) => {
    if (uri !== REPORT_URI) return null;
    shown = true;
    return { text: figures.document() };
  });
  connection.onExecuteCommand(async ({ command }) => {
    if (command === refresh) keeper.refresh();
    else if (command === stop) keeper.stop();
    else if (command === report && canShow) await connection.window.showDocument({ uri: REPORT_URI });
    return command === report ? { uri: REPORT_URI, text: figures.document() } : null;
  });

  return {
    refresh() {
      // Nobody who never asked for it has it open.
      if (shown && canRefresh)
        void connection.workspace.textDocumentContent.refresh(REPORT_URI).catch(() => {});
    },
  };
}
