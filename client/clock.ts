// What is of today, or of a running session, ceases to be so without anything having changed: then it is asked for again.
import { type Disposable, window } from "vscode";
import { untilNextLook } from "./next-look.ts";
import type { Server } from "./server.ts";

/** Asks at midnight, when a session may have ended, and when somebody comes back to the window. */
export function followClock(server: Server): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (server.state() === "running") void server.look();
  };
  const subscriptions = [
    server.onDidChange(() => {
      clearTimeout(timer);
      timer = setTimeout(look, untilNextLook(new Date(), server.status()));
    }),
    window.onDidChangeWindowState(({ focused }) => {
      if (focused) look();
    }),
  ];
  return {
    dispose: () => {
      clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
