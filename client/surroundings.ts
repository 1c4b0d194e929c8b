// What the editor alone knows, and the server and the panel cannot.
import { env, workspace } from "vscode";
import type { Surroundings } from "../server/protocol/webview.ts";
import type { Server } from "./server.ts";

/** As of now. */
export function surroundings(server: Server): Surroundings {
  return {
    server: server.state(),
    virtual: (workspace.workspaceFolders ?? []).some(({ uri }) => uri.scheme !== "file"),
    remote: env.remoteName === undefined ? null : remoteLabel(env.remoteName),
  };
}

const REMOTES: Readonly<Record<string, string>> = {
  "ssh-remote": "SSH",
  wsl: "WSL",
  "dev-container": "Dev Container",
  "attached-container": "Container",
  codespaces: "Codespaces",
  tunnel: "Tunnel",
};

/** What people call it; the editor's own name for it where that is not known. */
const remoteLabel = (name: string): string => REMOTES[name] ?? name;
