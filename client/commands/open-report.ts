// The report as a document, which the server writes.
import { commands, l10n, Uri, window, workspace } from "vscode";
import { REPORT_URI } from "../../server/protocol/names.ts";

/** Shows it as Markdown is shown; as text, where nothing shows Markdown. */
export async function openReport(): Promise<void> {
  const uri = Uri.parse(REPORT_URI);
  try {
    const document = await workspace.openTextDocument(uri);
    await commands
      .executeCommand("markdown.showPreview", uri)
      .then(undefined, () => window.showTextDocument(document));
  } catch {
    void window.showErrorMessage(l10n.t("The report can't be shown: Tokenworth's server does not answer."));
  }
}
