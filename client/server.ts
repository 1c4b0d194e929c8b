// The language server as the rest of the client sees it: a state, the newest status, and typed requests whose errors are values.
import { type CancellationToken, EventEmitter, type Event, l10n, type LogOutputChannel } from "vscode";
import type { Status } from "../server/protocol/panel.ts";
import type { Method, Params, Results } from "../server/protocol/requests.ts";
import { keepRunning } from "./keep-running.ts";

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
  readonly request: <M extends Method>(
    method: M,
    params: Params<M>,
    token?: CancellationToken,
  ) => Promise<Answer<Results[M]>>;
  /** Asks for the status. */
  readonly look: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts the server and keeps it running. Does not wait for it. */
export function startServer(extensionPath: string, log: LogOutputChannel): Server {
  const changed = new EventEmitter<void>();
  let state: ServerState = "starting";
  let status: Status | null = null;
  const know = (newest: Status): void => {
    status = newest;
    changed.fire();
  };
  const become = (next: ServerState): void => {
    state = next;
    changed.fire();
    if (next === "running") void look();
  };
  const runs = keepRunning({ extensionPath, log, onState: become, onStatus: know });

  const request: Server["request"] = async (method, params, token) => {
    const connection = runs.current();
    if (connection === null) return { ok: false, message: l10n.t("Tokenworth's server does not run.") };
    try {
      return { ok: true, value: await connection.send(method, params, token) };
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : String(error) };
    }
  };
  async function look(): Promise<void> {
    const answer = await request("tokenworth/status", {});
    if (answer.ok) know(answer.value);
    else log.warn(answer.message);
  }

  void runs.start();
  return {
    state: () => state,
    status: () => status,
    onDidChange: changed.event,
    request,
    look,
    restart: async () => {
      await runs.stop();
      await runs.start();
    },
    stop: runs.stop,
  };
}
