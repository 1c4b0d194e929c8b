// The language server: what an editor has open on one side, what is known on the other.
import { createConnection, type Connection } from "vscode-languageserver/node";
import { DID_CHANGE, DID_TRUST, initializationOptions, type DidChange } from "../protocol/requests.ts";
import { initializeResult } from "./capabilities.ts";
import { type Seen, statusOf } from "./figures.ts";
import { createKeeper, type Keeper } from "./keeper.ts";
import { createPushes, type Pushes } from "./pushes.ts";
import { serveRequests } from "./requests/index.ts";
import { createWorker } from "./worker.ts";
import { realFolders } from "./workspace.ts";

/** How long a process that works for the server waits for more to do: while somebody works, it need not start anew. */
const LINGER_MS = { work: 20_000, questions: 10_000 } as const;

/** Serves on the standard streams or the channel to the parent, as the process's arguments say. */
export function serve(): void {
  const connection = createConnection();
  const now = Date.now;
  const entry = process.argv[1] ?? "";
  const onFault = (fault: string): void => connection.console.error(fault);
  const worker = createWorker({ entry, watched: false, lingerMs: LINGER_MS.work, onFault });
  const questions = createWorker({ entry, watched: true, lingerMs: LINGER_MS.questions, onFault });
  let keeper: Keeper | undefined;
  let pushes: Pushes | undefined;
  let folders: readonly string[] = [];

  const end = (): void => {
    pushes?.close();
    keeper?.close();
    worker.kill();
    questions.kill();
  };
  process.on("exit", end);
  process.on("disconnect", () => process.exit());

  connection.onInitialize(({ workspaceFolders, initializationOptions: raw }) => {
    const { trusted } = initializationOptions.catch({ trusted: true }).parse(raw ?? {});
    folders = realFolders((workspaceFolders ?? []).map(({ uri }) => uri));
    keeper = createKeeper({
      worker,
      now,
      trusted,
      onChange: (what) => pushes?.note(what),
      onNotice: (notice) => connection.console.info(notice),
    });
    const kept = keeper;
    const seen = (): Seen => ({ now: now(), known: kept.known(), folders });
    pushes = createPushes(() => statusOf(seen()), pushOn(connection), now);
    serveRequests(connection, { seen, keeper, questions, trusted: () => !kept.known().freshness.restricted });
    return initializeResult;
  });
  connection.onNotification(DID_TRUST, () => keeper?.trust());
  connection.onShutdown(end);
  connection.listen();
}

const pushOn =
  (connection: Connection) =>
  (status: DidChange["status"]): void =>
    void connection.sendNotification(DID_CHANGE, { status } satisfies DidChange);
