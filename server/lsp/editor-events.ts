// What the editor tells of files: that some were changed or saved, and which folders are open.
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
} from "vscode-languageserver/node";
import { pathOf } from "./workspace.ts";

export type EditorEvents = {
  /** A file of the working tree was written, made or taken away: its absolute path. */
  readonly onFile: (path: string) => void;
  /** Folders were opened and closed, as URIs. */
  readonly onFolders: (added: readonly string[], removed: readonly string[]) => void;
};

/** Listens; what the client can do is only known after `initialize`. */
export function listenToEditor(
  connection: Connection,
  { capabilities }: InitializeParams,
  { onFile, onFolders }: EditorEvents,
): void {
  const told = (uri: string): void => {
    const path = pathOf(uri);
    if (path !== null) onFile(path);
  };
  connection.onDidSaveTextDocument(({ textDocument }) => told(textDocument.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) told(uri);
  });
  connection.onInitialized(() => {
    if (capabilities.workspace?.workspaceFolders === true)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        onFolders(
          added.map(({ uri }) => uri),
          removed.map(({ uri }) => uri),
        ),
      );
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
      void connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: "**/*" }] })
        .catch(() => {});
  });
}
