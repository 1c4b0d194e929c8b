// The language server: what an editor has open on one side, what is known on the other.
import { homedir } from "node:os";
import { createConnection, type Connection, type InitializeParams } from "vscode-languageserver/node";
import { surroundingsOf } from "../engine/surroundings.ts";
import { watchLogs } from "../ingest/watch.ts";
import { collectGarbage } from "../lib/collect-garbage.ts";
import type { Picture } from "../metrics/picture.ts";
import { DID_CHANGE, DID_TRUST } from "../protocol/names.ts";
import { initializationOptions, type DidChange } from "../protocol/requests.ts";
import { initializeResult } from "./capabilities.ts";
import { editedFilesOf } from "./edited-files.ts";
import { listenToEditor } from "./editor-events.ts";
import { createFigures } from "./figures.ts";
import { createKeeper } from "./keeper.ts";
import { createProgressDisplay } from "./progress.ts";
import { createPushes } from "./pushes.ts";
import { serveReport } from "./report-document.ts";
import type { Desk } from "./requests/handler.ts";
import { serveRequests } from "./requests/index.ts";
import { nextTurningPoint } from "./turning-points.ts";
import { watchRepositories } from "./watch-repositories.ts";
import { createWorker } from "./worker.ts";
import { realFolders } from "./workspace.ts";

/** How long a process that works for the server waits for more to do: while somebody works, it need not start anew. */
const LINGER_MS = { work: 20_000, questions: 10_000 } as const;

/** After a new picture with more turns than these, or an answer from it, memory is given back, so many ms later. */
const LARGE_TURNS = 10_000;
const TIDY_MS = 1_500;

type Session = { end(): void };

/** Serves on the standard streams or the channel to the parent, as the process's arguments say. */
export function serve(): void {
  const connection = createConnection();
  let session: Session | undefined;
  const end = (): void => session?.end();
  process.on("exit", end);
  process.on("disconnect", () => process.exit());
  connection.onInitialize((params) => {
    session = begin(connection, params);
    return initializeResult;
  });
  connection.onShutdown(end);
  connection.listen();
}

function begin(connection: Connection, params: InitializeParams): Session {
  const now = Date.now;
  const { trusted } = initializationOptions
    .catch({ trusted: true })
    .parse(params.initializationOptions ?? {});
  const open = new Set(foldersOf(params));
  let folders = realFolders([...open]);
  const tellFault = onceEach((fault) => connection.console.error(fault));
  const workerOf = (watched: boolean, lingerMs: number) =>
    createWorker({
      entry: process.argv[1] ?? "",
      watched,
      lingerMs,
      onFault: tellFault,
    });
  const worker = workerOf(false, LINGER_MS.work);
  const questions = workerOf(true, LINGER_MS.questions);

  const keeper = createKeeper({
    worker,
    now,
    trusted,
    folders: () => folders,
    onChange: (what) => {
      const { freshness } = keeper.known();
      pushes.note(what);
      display?.show(freshness);
      if (what === "figures") newFigures();
    },
    onNotice: (notice) => connection.console.info(notice),
  });
  const figures = createFigures({ now, known: keeper.known, folders: () => folders });
  const desk: Desk = {
    figures,
    onAnswered: () => {
      pushes.told(figures.status());
      tidySoon();
    },
    keeper,
    questions,
    now,
    folder: () => folders[0] ?? homedir(),
    trusted: () => !keeper.known().freshness.restricted,
  };
  const pushes = createPushes(figures.status, pushOn(connection), now);
  const display =
    params.capabilities.window?.workDoneProgress === true
      ? createProgressDisplay(connection, keeper.stop)
      : null;
  const report = serveReport(connection, desk, params);
  const repositories = watchRepositories(() => keeper.changed("work"));
  const logs = watchLogs(surroundingsOf(process.env), () => keeper.changed("logs"));
  let isEdited = editedFilesOf(null);
  let turning: NodeJS.Timeout | undefined;
  let tidying: NodeJS.Timeout | undefined;

  /** By then nothing counts on the picture before any more, and nobody waits for an answer. */
  function tidySoon(): void {
    const { costs } = keeper.known();
    if (costs === null || !isLarge(costs)) return;
    clearTimeout(tidying);
    tidying = setTimeout(collectGarbage, TIDY_MS);
    tidying.unref();
  }

  function newFigures(): void {
    const { costs, whole } = keeper.known();
    tidySoon();
    report.refresh();
    if (whole !== null) repositories.follow(whole.repositories.map(({ root }) => root));
    isEdited = editedFilesOf(whole);
    clearTimeout(turning);
    turning = setTimeout(
      () => {
        pushes.note("figures");
        newFigures();
      },
      nextTurningPoint(costs, now()) - now(),
    );
    turning.unref();
  }

  serveRequests(connection, desk);
  listenToEditor(connection, params, {
    onFile: (path) => {
      if (isEdited(path)) keeper.changed("work");
    },
    onFolders: (added, removed) => {
      for (const uri of removed) open.delete(uri);
      for (const uri of added) open.add(uri);
      folders = realFolders([...open]);
      keeper.changed("work");
      pushes.note("figures");
    },
  });
  connection.onNotification(DID_TRUST, keeper.trust);

  return {
    end() {
      clearTimeout(turning);
      for (const part of [pushes, display, keeper, logs, repositories]) part?.close();
      worker.kill();
      questions.kill();
    },
  };
}

const isLarge = ({ turns }: Picture): boolean => turns.session.length > LARGE_TURNS;

/** Older clients know of one folder. */
const foldersOf = ({ workspaceFolders, rootUri }: InitializeParams): readonly string[] =>
  workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);

/** What is told again and again is told once. */
function onceEach(tell: (text: string) => void): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    if (!told.has(text)) tell(text);
    told.add(text);
  };
}

const pushOn =
  (connection: Connection) =>
  (status: DidChange["status"]): void =>
    void connection.sendNotification(DID_CHANGE, { status } satisfies DidChange);
