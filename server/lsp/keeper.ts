// Keeps what is known, and has it brought up to date when something has changed: at once where little was done lately, else
// after a rest that is much longer than the work.
import { emptyPicture } from "../metrics/empty-picture.ts";
import { NONE, type Picture } from "../metrics/picture.ts";
import type { Freshness } from "../protocol/panel.ts";
import { createSchedule } from "./schedule.ts";
import type { Worker } from "./worker.ts";

/** The newest picture of costs, and the newest one of outcomes; null: none yet. */
export type Known = {
  readonly costs: Picture | null;
  readonly whole: Picture | null;
  readonly freshness: Freshness;
};

export type KeeperOptions = {
  readonly worker: Worker;
  /** The clock, epoch ms. */
  readonly now: () => number;
  readonly trusted: boolean;
  /** The folders that are open. */
  readonly folders: () => readonly string[];
  /** Told whenever something known has changed. `figures`: a picture; else only how fresh it is. */
  readonly onChange: (what: "figures" | "freshness") => void;
  /** Told, in a sentence, what the user should know. */
  readonly onNotice: (notice: string) => void;
};

export type Keeper = {
  known(): Known;
  /** Something has changed: agents' logs, or what stands in repositories. */
  changed(what: "logs" | "work"): void;
  /** Looks at everything again, however lately it was done. */
  refresh(): void;
  /** Stops what is under way, until something changes. */
  stop(): void;
  /** Repositories may be looked at from now on. */
  trust(): void;
  /**
   * Has something erased while nothing else is done; then all is looked at anew. Whoever had everything erased does not want
   * it read again: then nothing is, until `refresh`, here or elsewhere. `erase` tells whether it was done.
   */
  erasing(everything: boolean, erase: () => Promise<boolean>): Promise<void>;
  close(): void;
};

/** Outcomes that come within so many ms after costs are worth waiting for. */
const SOON_MS = 700;

/** A keeper that begins at once: with what was kept, then with a first look. */
export function createKeeper({ worker, now, trusted, folders, onChange, onNotice }: KeeperOptions): Keeper {
  let costs: Picture | null = null;
  let whole: Picture | null = null;
  let withGit = trusted;
  let state: Pick<Freshness, "activity" | "progress" | "problem"> = {
    activity: "starting",
    progress: null,
    problem: null,
  };
  const dirty = { logs: true, work: true };
  const schedule = createSchedule();
  let running: { readonly stop: AbortController; readonly ended: Promise<void> } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let holding: NodeJS.Timeout | undefined;
  /** Nothing is begun: something is being erased, or what was kept is not there yet. */
  let held = true;
  let closed = false;
  let stopped = false;
  /** Everything was erased: nothing is read until somebody asks for it, here or elsewhere. */
  let erased = false;
  let resume = false;

  const show = (activity: Freshness["activity"], more: Partial<typeof state> = {}): void => {
    state = { activity, progress: null, problem: null, ...more };
    onChange("freshness");
  };

  function take(picture: Picture): void {
    if (!withGit) costs = withoutOutcomes(picture);
    else if (picture.followed) [costs, whole] = [picture, picture];
    else costs = picture;
    onChange("figures");
  }

  /** Decides when to look next, and at what. */
  function plan(): void {
    clearTimeout(timer);
    if (held || closed || stopped || erased || running !== null) return;
    const next = schedule.next(dirty, withGit, now());
    if (next !== null) timer = setTimeout(() => look(next.all), next.inMs);
  }

  function look(all: boolean): void {
    const stop = new AbortController();
    running = {
      stop,
      ended: lookOnce(all, stop.signal)
        .finally(() => (running = null))
        .then(plan),
    };
  }

  async function lookOnce(all: boolean, signal: AbortSignal): Promise<void> {
    const were = { ...dirty };
    const started = now();
    const first = costs === null;
    schedule.began(started);
    dirty.logs = false;
    if (all) dirty.work = false;
    show("reading");
    const done = await worker.ask<"look">(
      { kind: "look", now: started, folders: folders(), withGit: all, resume },
      {
        onPicture: (picture) => {
          if (signal.aborted) return;
          clearTimeout(holding);
          // Costs of a workspace are known better once lines have been followed: mostly that is soon.
          if (all && whole !== null && !picture.followed) holding = setTimeout(() => take(picture), SOON_MS);
          else take(picture);
          if (all && !picture.followed) show("following");
        },
        onProgress: (progress) => {
          if (signal.aborted) return;
          const { doing, done: far, total } = progress;
          show(state.activity, { progress: { doing, done: far, total } });
        },
        onNotice,
      },
      signal,
    );
    clearTimeout(holding);
    if (done?.answer.ok === true && !signal.aborted) {
      // Of git's own work we do not hear: it is taken to be as much again.
      if (done.answer.value === "erased") return nothingLeft();
      resume = false;
      schedule.ended({ all, first, workMs: Math.min(now() - started, 2 * done.cpuMs) }, now());
      return show(withGit && (dirty.logs || dirty.work) ? "resting" : "ready");
    }
    dirty.logs ||= were.logs;
    dirty.work ||= were.work;
    if (signal.aborted) return;
    const problem =
      done === null || done.answer.ok ? "reading logs and history ended unexpectedly" : done.answer.message;
    if (!schedule.failed()) dirty.logs = dirty.work = false;
    show("problem", { problem });
  }

  function nothingLeft(): void {
    [costs, whole, erased] = [null, null, true];
    dirty.logs = dirty.work = true;
    show("stopped");
    onChange("figures");
  }

  async function begin(): Promise<void> {
    const none = new AbortController().signal;
    await worker.ask<"kept">({ kind: "kept" }, { onPicture: take }, none);
    held = false;
    plan();
  }

  const end = async (): Promise<void> => {
    clearTimeout(timer);
    running?.stop.abort();
    await running?.ended;
  };

  const everything = (): void => {
    stopped = false;
    dirty.logs = dirty.work = true;
    schedule.forgive();
    plan();
  };

  void begin();
  return {
    known: () => ({
      costs,
      whole,
      freshness: {
        ...state,
        costsAsOf: costs === null ? null : new Date(costs.at).toISOString(),
        outcomesAsOf: whole === null ? null : new Date(whole.at).toISOString(),
        restricted: !withGit,
      },
    }),
    changed(what) {
      stopped = false;
      // Somebody may have had it read again meanwhile.
      if (what === "logs") erased = false;
      dirty.work = true;
      dirty.logs ||= what === "logs";
      plan();
    },
    refresh() {
      [erased, resume] = [false, true];
      everything();
    },
    stop() {
      stopped = true;
      void end();
      show("stopped");
    },
    trust() {
      withGit = true;
      everything();
    },
    async erasing(all, erase) {
      held = true;
      await end();
      try {
        if (!(await erase())) return;
        if (all) return nothingLeft();
        [costs, whole] = [null, null];
        everything();
        show("starting");
        onChange("figures");
      } finally {
        held = false;
        plan();
      }
    },
    close() {
      closed = true;
      void end();
    },
  };
}

/** What a workspace that is not trusted is shown of a picture that was made elsewhere. */
function withoutOutcomes(picture: Picture): Picture {
  if (!picture.followed) return picture;
  const { pieces } = emptyPicture(picture.at);
  const sessions = picture.sessions.map((session) => ({ ...session, home: NONE }));
  return { ...picture, followed: false, repositories: [], commits: [], paths: [], sessions, pieces };
}
