// A place in the user's files, shown beside the panel.
import { commands, FileType, l10n, Position, Range, Uri, ViewColumn, window, workspace } from "vscode";
import { isPathHere } from "./file-path.ts";

/** Opens a file at a line (1-based; null: where it was left). The path comes from a log: only a file of this machine's is opened. */
export async function openFile(path: string, line: number | null): Promise<void> {
  const uri = isPathHere(path, process.platform) ? Uri.file(path) : null;
  if (uri === null || !(await isFile(uri))) {
    void window.showInformationMessage(l10n.t("{0} is not there any more.", path));
    return;
  }
  const selection = line === null ? {} : { selection: rangeOf(line) };
  await commands.executeCommand("vscode.open", uri, { viewColumn: ViewColumn.Beside, ...selection });
}

const rangeOf = (line: number): Range => new Range(new Position(line - 1, 0), new Position(line - 1, 0));

async function isFile(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.File) !== 0;
  } catch {
    return false;
  }
}
