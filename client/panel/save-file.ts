// A picture or table of the panel's, saved where the user says.
import { Uri, window, workspace } from "vscode";

const NAME = /^[\w .-]+\.(?<ending>csv|png|svg)$/;

/** Asks where to, and writes. `data` is base64. A name that is none of the panel's is not asked for. */
export async function saveFile(name: string, data: string): Promise<void> {
  const ending = NAME.exec(name)?.groups?.["ending"];
  if (ending === undefined) return;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog({
    filters: { [ending.toUpperCase()]: [ending] },
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
  });
  if (target !== undefined) await workspace.fs.writeFile(target, Buffer.from(data, "base64"));
}
