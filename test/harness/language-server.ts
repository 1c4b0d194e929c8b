// The built language server as a process of its own, spoken to over its real wire.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Status } from "../../server/protocol/panel.ts";
import type { DidChange, Method, Params, Results } from "../../server/protocol/requests.ts";
import { DID_CHANGE } from "../../server/protocol/names.ts";

/** `npm run build` makes it. */
export const SERVER = resolve("dist/server.cjs");

export type ServerOptions = {
  /** The file that is started, if it is not the built one. */
  readonly entry?: string;
  /** For the engine that runs it. */
  readonly flags?: readonly string[];
  /** A program that starts it, with its words. */
  readonly through?: readonly string[];
  /** The whole environment of the server. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folders?: readonly string[];
  readonly trusted?: boolean;
  /** What the client says that it can do. */
  readonly capabilities?: object;
};

export type Pushed = { readonly at: number; readonly status: Status };

export type LanguageServer = {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly initialized: Record<string, unknown>;
  /** What was pushed so far, with the times on this process's clock, ms. */
  readonly pushes: readonly Pushed[];
  /** Everything that was logged. */
  readonly logged: readonly string[];
  ask<M extends Method>(method: M, params: Params<M>): Promise<Results[M]>;
  /** The first status, pushed from now on or as it is now, that fits; rejects after `ms`. */
  until(fits: (status: Status) => boolean, ms?: number): Promise<Status>;
  /** Ends it as editors do; gives the exit status. */
  end(): Promise<number | null>;
};

/** Starts it and shakes hands. */
export async function startServer(options: ServerOptions): Promise<LanguageServer> {
  const {
    entry = SERVER,
    flags = [],
    through = [],
    env,
    folders = [],
    trusted = true,
    capabilities = {},
  } = options;
  const [program, ...words] = [...through, process.execPath, ...flags, entry, "--stdio"];
  const child = spawn(program, words, {
    env,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const pushes: Pushed[] = [];
  const logged: string[] = [];
  const waiting = new Set<(status: Status) => void>();
  connection.onNotification(DID_CHANGE, ({ status }: DidChange) => {
    pushes.push({ at: performance.now(), status });
    for (const tell of waiting) tell(status);
  });
  connection.onNotification(
    "window/logMessage",
    ({ message }: { message: string }) => void logged.push(message),
  );
  connection.listen();
  const initialized = await connection.sendRequest<Record<string, unknown>>("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities,
    initializationOptions: { trusted },
    workspaceFolders: folders.map((path) => ({ uri: pathToFileURL(path).href, name: path })),
  });
  await connection.sendNotification("initialized", {});

  const ask: LanguageServer["ask"] = (method, params) => connection.sendRequest(method, params);
  return {
    process: child,
    connection,
    initialized,
    pushes,
    logged,
    ask,
    until: (fits, ms = 20_000) =>
      new Promise((found, lost) => {
        let latest: Status | null = null;
        const timer = setTimeout(() => {
          waiting.delete(look);
          lost(new Error(`no such status within ${ms} ms; the latest: ${JSON.stringify(latest)}`));
        }, ms);
        const look = (status: Status): void => {
          latest = status;
          if (!fits(status)) return;
          clearTimeout(timer);
          waiting.delete(look);
          found(status);
        };
        waiting.add(look);
        void ask("tokenworth/status", {}).then(look, lost);
      }),
    async end() {
      const ended = once(child, "exit");
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      const [status] = await ended;
      connection.dispose();
      return typeof status === "number" ? status : null;
    },
  };
}

/** The processes that a process has started and that still run. Linux only. */
export function childrenOf(pid: number | undefined): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

/** Waits until something holds, by looking every few ms; rejects after `ms`. */
export async function eventually(holds: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not so within ${ms} ms: ${holds.toString()}`);
    await new Promise((rest) => setTimeout(rest, 5));
  }
}
