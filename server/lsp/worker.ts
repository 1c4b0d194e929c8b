// The process that reads and analyses for the server: the one file that starts it. Its memory is given back when it ends, its
// work can wait for everybody else, and to kill it is to cancel.
import { type ChildProcess, fork } from "node:child_process";
import type { Progress } from "../engine/engine.ts";
import type { Picture } from "../metrics/picture.ts";
import { putTogether } from "./picture-parts.ts";
import type { FromWork, Job, JobResults, ToWork } from "./jobs.ts";

/** Collects garbage early: what is alive is small. See docs/decisions/0012. */
const FLAGS = ["--max-semi-space-size=16", "--heap-growing-percent=100"];
/** Node's own exit status for a flag that it does not know. */
const BAD_FLAG = 9;
/** A job that was cancelled has so long to end by itself. */
const GRACE_MS = 300;

export type WorkerOptions = {
  /** The file to start, which is the server's own. */
  readonly entry: string;
  /** Somebody waits for the answers: the process lets others go first, but not everybody. */
  readonly watched: boolean;
  /** It ends when it had nothing to do for so long. */
  readonly lingerMs: number;
  readonly onFault: (fault: string) => void;
};

export type JobEvents = {
  readonly onProgress?: (progress: Progress) => void;
  readonly onNotice?: (notice: string) => void;
  readonly onPicture?: (picture: Picture) => void;
};

export type Done<Kind extends Job["kind"]> = { readonly answer: JobResults[Kind]; readonly cpuMs: number };

export type Worker = {
  /** Has a job done; null where it was cancelled or the process ended (that is told to `onFault`). */
  ask<Kind extends Job["kind"]>(
    job: Extract<Job, { kind: Kind }>,
    events: JobEvents,
    signal: AbortSignal,
  ): Promise<Done<Kind> | null>;
  /** Ends the process at once, whatever it does. */
  kill(): void;
};

type Pending = {
  readonly events: JobEvents;
  /** A picture of which not all parts are there. */
  coming?: ReturnType<typeof putTogether> | undefined;
  readonly settle: (done: Done<Job["kind"]> | null) => void;
};

/** A process that is started when there is something to do. */
export function createWorker({ entry, watched, lingerMs, onFault }: WorkerOptions): Worker {
  let flags: readonly string[] = FLAGS;
  let child: ChildProcess | null = null;
  let lingering: NodeJS.Timeout | undefined;
  let jobs = 0;
  const pending = new Map<number, Pending>();

  const kill = (): void => {
    clearTimeout(lingering);
    child?.kill("SIGKILL");
    forget();
  };

  /** Nothing that the process says from now on concerns us. */
  function forget(): void {
    child?.removeAllListeners();
    child?.on("error", () => {});
    child = null;
    const open = [...pending.values()];
    pending.clear();
    for (const { settle } of open) settle(null);
  }

  function start(): ChildProcess {
    const started = fork(entry, ["--work", watched ? "watched" : "unwatched"], {
      execArgv: [...flags],
      serialization: "advanced",
      // The server's own output is the protocol's.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      windowsHide: true,
    });
    started.on("message", (message: FromWork) => take(message));
    started.on("error", () => ended(started, "it could not be started"));
    started.on("exit", (code, signal) => {
      if (code === BAD_FLAG && flags.length > 0) flags = [];
      ended(started, `it ended (${signal ?? code ?? "unknown"})`);
    });
    return started;
  }

  function ended(which: ChildProcess, how: string): void {
    if (which !== child) return;
    const hadWork = pending.size > 0;
    forget();
    if (hadWork) onFault(`the process that reads logs and history: ${how}`);
  }

  function take(message: FromWork): void {
    const job = pending.get(message.id);
    if (job === undefined) return;
    switch (message.kind) {
      case "progress":
        return job.events.onProgress?.(message.progress);
      case "notice":
        return job.events.onNotice?.(message.notice);
      case "frame":
        job.coming = putTogether(message.frame);
        return;
      case "part":
        return job.coming?.add(message.part);
      case "picture": {
        const picture = job.coming?.finish();
        job.coming = undefined;
        return picture === undefined ? undefined : job.events.onPicture?.(picture);
      }
      case "done":
        return finish(message.id, message);
      case "failed":
        if (message.fault !== "") onFault(message.fault);
        return finish(message.id, null);
      default:
        message satisfies never;
    }
  }

  function finish(id: number, done: Done<Job["kind"]> | null): void {
    pending.get(id)?.settle(done);
    pending.delete(id);
    if (pending.size > 0) return;
    clearTimeout(lingering);
    lingering = setTimeout(kill, lingerMs);
    lingering.unref();
  }

  /** A job that does not end by itself ends with the process, unless others count on that. */
  function giveUp(id: number): void {
    if (pending.size > 1) finish(id, null);
    else if (pending.has(id)) kill();
  }

  return {
    kill,
    ask<Kind extends Job["kind"]>(
      job: Extract<Job, { kind: Kind }>,
      events: JobEvents,
      signal: AbortSignal,
    ): Promise<Done<Kind> | null> {
      if (signal.aborted) return Promise.resolve(null);
      clearTimeout(lingering);
      child ??= start();
      const id = ++jobs;
      const tell = (message: ToWork): void => void child?.send(message, () => {});
      return new Promise((resolve) => {
        let patience: NodeJS.Timeout | undefined;
        const cancel = (): void => {
          tell({ kind: "cancel", id });
          patience = setTimeout(() => giveUp(id), GRACE_MS);
        };
        const settle = (done: Done<Job["kind"]> | null): void => {
          clearTimeout(patience);
          signal.removeEventListener("abort", cancel);
          // The answer is that of the job's kind.
          resolve(done as Done<Kind> | null);
        };
        pending.set(id, { events, settle });
        signal.addEventListener("abort", cancel, { once: true });
        tell({ kind: "do", id, job });
      });
    },
  };
}
