// A machine that slept was not told that a day had ended: who comes back to the window sees what is so now.
import { type Disposable, window } from "vscode";
import type { Server } from "./server.ts";

/** Asks for the status when somebody comes back to the window. */
export function lookOnReturn(server: Server): Disposable {
  return window.onDidChangeWindowState(({ focused }) => {
    if (focused && server.state() === "running") void server.look();
  });
}
