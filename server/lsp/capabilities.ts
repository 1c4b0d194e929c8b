// What the server tells the client that it can do.
import type { InitializeResult } from "vscode-languageserver/node";
import { VERSION } from "../engine/version.ts";
import { PROTOCOL_VERSION, REPORT_URI } from "../protocol/names.ts";
import { COMMANDS } from "../protocol/requests.ts";

/** The answer to `initialize`. Of documents, only that they were saved is of interest. */
export const initializeResult: InitializeResult = {
  serverInfo: { name: "Tokenworth", version: VERSION },
  capabilities: {
    textDocumentSync: { openClose: false, save: { includeText: false } },
    executeCommandProvider: { commands: [...COMMANDS] },
    workspace: {
      workspaceFolders: { supported: true, changeNotifications: true },
      textDocumentContent: { schemes: [new URL(REPORT_URI).protocol.slice(0, -1)] },
    },
    experimental: { tokenworth: { version: PROTOCOL_VERSION } },
  },
};
