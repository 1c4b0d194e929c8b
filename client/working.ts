// Whether the server is at work: what can be stopped, and what the status bar shows a spinner for.
import { commands, type Disposable } from "vscode";
import type { Server } from "./server.ts";

/** Only work that takes longer is worth showing. */
const BUSY_AFTER_MS = 1000;

function isWorking(server: Server): boolean {
  const activity = server.status()?.freshness.activity ?? "starting";
  return server.state() === "running" && ["starting", "reading", "following"].includes(activity);
}

/** Keeps the key `tokenworth.working` right, by which the manifest shows and hides commands. */
export function tellWhetherWorking(server: Server): Disposable {
  let told = false;
  return server.onDidChange(() => {
    if (told === isWorking(server)) return;
    told = !told;
    void commands.executeCommand("setContext", "tokenworth.working", told);
  });
}

/** Says by `show` when the server has been at work for a while, and when that is over. */
export function watchBusy(server: Server, show: (busy: boolean) => void): Disposable {
  let timer: NodeJS.Timeout | null = null;
  const follow = (): void => {
    if (isWorking(server) === (timer !== null)) return;
    if (timer === null) timer = setTimeout(show, BUSY_AFTER_MS, true);
    else {
      clearTimeout(timer);
      timer = null;
      show(false);
    }
  };
  const subscription = server.onDidChange(follow);
  return {
    dispose: () => {
      subscription.dispose();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
