// Keeps a language server running: starts it, and starts it again when it ends, but not for ever.
import { join } from "node:path";
import type { LogOutputChannel } from "vscode";
import type { Status } from "../server/protocol/panel.ts";
import type { Connection } from "./connection.ts";
import { waitBefore } from "./restarts.ts";
import type { ServerState } from "./server.ts";

export type Runs = {
  /** The one that is running or starting; null: none is. */
  readonly current: () => Connection | null;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

type Wishes = {
  readonly extensionPath: string;
  readonly log: LogOutputChannel;
  readonly onState: (state: ServerState) => void;
  readonly onStatus: (status: Status) => void;
};

/** `start` begins anew whatever happened before. */
export function keepRunning({ extensionPath, log, onState, onStatus }: Wishes): Runs {
  let current: Connection | null = null;
  let ends: readonly number[] = [];
  let launches = 0;
  let waiting: NodeJS.Timeout | undefined;

  function ended(connection: Connection): void {
    if (connection !== current) return;
    current = null;
    const now = Date.now();
    ends = [...ends, now];
    const wait = waitBefore(ends, now);
    log.warn(
      wait === null ? "The server ended too often." : `The server ended; it starts again in ${wait} ms.`,
    );
    if (wait !== null) waiting = setTimeout(() => void launch(), wait);
    onState(wait === null ? "stopped" : "starting");
  }

  /** The library that speaks the protocol is loaded once others had their turn: activation does not wait for it. */
  async function launch(): Promise<void> {
    launches += 1;
    const number = launches;
    await new Promise(setImmediate);
    const { connect } = await import("./later.ts");
    if (number !== launches) return;
    const connection = connect({
      module: join(extensionPath, "dist", "server.cjs"),
      cwd: extensionPath,
      log,
      onStatus,
      onStarted: () => {
        if (connection === current) onState("running");
      },
      onEnded: () => ended(connection),
    });
    current = connection;
    connection.start();
  }

  async function stop(): Promise<void> {
    clearTimeout(waiting);
    launches += 1;
    const last = current;
    current = null;
    await last?.stop();
  }

  return {
    current: () => current,
    start: async () => {
      ends = [];
      onState("starting");
      await launch();
    },
    stop,
  };
}
