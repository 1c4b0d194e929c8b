// The language server as the rest of the client sees it: a state, the newest status, and typed requests whose errors are values.
import { join } from "node:path";
import { type CancellationToken, EventEmitter, type Event, type LogOutputChannel } from "vscode";
import type { Status } from "../server/protocol/panel.ts";
import type { Method, Params, Results } from "../server/protocol/requests.ts";
import type { Connection } from "./connection.ts";
import { waitBefore } from "./restarts.ts";

/** `starting`: also again, after it ended; `stopped`: it ended too often, and only a restart by hand helps. */
export type ServerState = "starting" | "running" | "stopped";

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

export type Server = {
  readonly state: () => ServerState;
  /** The newest; null before the first. */
  readonly status: () => Status | null;
  /** The state or the status has changed. */
  readonly onDidChange: Event<void>;
  /** It ended too often. */
  readonly onDidGiveUp: Event<void>;
  readonly request: <M extends Method>(
    method: M,
    params: Params<M>,
    token?: CancellationToken,
  ) => Promise<Answer<Results[M]>>;
  /** Asks for the status again: time has passed without any change. */
  readonly look: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts the server, and starts it again when it ends. Does not wait for it. */
export function startServer(extensionPath: string, log: LogOutputChannel): Server {
  const changed = new EventEmitter<void>();
  const gaveUp = new EventEmitter<void>();
  let state: ServerState = "starting";
  let status: Status | null = null;
  let current: Connection | null = null;
  let ends: readonly number[] = [];
  let launches = 0;
  let waiting: NodeJS.Timeout | undefined;

  const become = (next: ServerState): void => {
    state = next;
    changed.fire();
  };
  const know = (newest: Status): void => {
    status = newest;
    changed.fire();
  };

  function ended(connection: Connection): void {
    if (connection !== current) return;
    current = null;
    ends = [...ends, Date.now()];
    const wait = waitBefore(ends, Date.now());
    log.warn(
      wait === null ? "The server ended too often." : `The server ended; it starts again in ${wait} ms.`,
    );
    if (wait !== null) waiting = setTimeout(() => void launch(), wait);
    become(wait === null ? "stopped" : "starting");
    if (wait === null) gaveUp.fire();
  }

  /** The library that speaks the protocol is loaded when it is needed: activation does not wait for it. */
  async function launch(): Promise<void> {
    launches += 1;
    const launchOf = launches;
    const { connect } = await import("./later.ts");
    if (launchOf !== launches) return;
    const connection = connect({
      module: join(extensionPath, "dist", "server.cjs"),
      cwd: extensionPath,
      log,
      onStatus: know,
      onStarted: () => {
        if (connection !== current) return;
        become("running");
        void look();
      },
      onEnded: () => ended(connection),
    });
    current = connection;
    connection.start();
  }

  const request: Server["request"] = async (method, params, token) => {
    if (current === null) return { ok: false, message: "The server is not running." };
    try {
      return { ok: true, value: await current.send(method, params, token) };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  };

  async function look(): Promise<void> {
    const answer = await request("tokenworth/status", {});
    if (answer.ok) know(answer.value);
    else log.warn(answer.message);
  }

  async function stop(): Promise<void> {
    clearTimeout(waiting);
    launches += 1;
    const last = current;
    current = null;
    await last?.stop();
  }

  async function restart(): Promise<void> {
    await stop();
    ends = [];
    become("starting");
    await launch();
  }

  void launch();
  return {
    state: () => state,
    status: () => status,
    onDidChange: changed.event,
    onDidGiveUp: gaveUp.event,
    request,
    look,
    restart,
    stop,
  };
}
