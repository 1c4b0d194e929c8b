// A place in the user's files, shown beside the panel.
import { isAbsolute } from "node:path";
import { commands, FileType, l10n, Position, Range, Uri, ViewColumn, window, workspace } from "vscode";

/** Opens a file at a line (1-based; null: where it was left). The path comes from a log: only a file of this machine's is opened. */
export async function openFile(path: string, line: number | null): Promise<void> {
  const uri = Uri.file(path);
  if (!isAbsolute(path) || !(await isFileHere(uri))) {
    void window.showInformationMessage(l10n.t("{0} is not there any more.", path));
    return;
  }
  const selection = line === null ? {} : { selection: rangeOf(line) };
  await commands.executeCommand("vscode.open", uri, { viewColumn: ViewColumn.Beside, ...selection });
}

const rangeOf = (line: number): Range => new Range(new Position(line - 1, 0), new Position(line - 1, 0));

/** A path that names another machine (\\host\share) is not even looked at: Windows would call there. */
async function isFileHere(uri: Uri): Promise<boolean> {
  if (uri.authority !== "") return false;
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    return false;
  }
}
