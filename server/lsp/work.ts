// The process beside the server: does the jobs that it is given, over the channel to its parent, and ends with it.
import { createEngine } from "../engine/create-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { stepBack } from "../lib/step-back.ts";
import { faultOf } from "./fault.ts";
import { type Tell, tellPicture } from "./tell-picture.ts";
import type { FromWork, Job, JobResults, ToWork } from "./jobs.ts";

/** Begins to listen. `watched`: somebody waits for the answers. */
export function work(watched: boolean): void {
  stepBack(watched);
  const engine = createEngine(process.env);
  const running = new Map<number, AbortController>();
  const tell: Tell = (message) =>
    new Promise((sent) => {
      process.send?.(message, undefined, undefined, () => sent());
    });

  async function run(id: number, job: Job): Promise<void> {
    const stop = new AbortController();
    running.set(id, stop);
    const before = process.cpuUsage();
    try {
      const answer = await resultOf(engine, job, { id, tell, signal: stop.signal });
      const { user, system } = process.cpuUsage(before);
      await tell({ kind: "done", id, answer, cpuMs: (user + system) / 1000 });
    } catch (error) {
      await tell({ kind: "failed", id, fault: stop.signal.aborted ? "" : faultOf(error) });
    } finally {
      running.delete(id);
    }
  }

  process.on("disconnect", () => process.exit(0));
  process.on("message", (message: ToWork) => {
    if (message.kind === "cancel") running.get(message.id)?.abort();
    else void run(message.id, message.job);
  });
}

type Doing = {
  readonly id: number;
  readonly tell: Tell;
  readonly signal: AbortSignal;
};

/** Progress is told so often at most. */
const PROGRESS_MS = 200;

async function resultOf(
  engine: Engine,
  job: Job,
  { id, tell, signal }: Doing,
): Promise<JobResults[Job["kind"]]> {
  let told = 0;
  const asking = {
    signal,
    onNotice: (notice: string) => void tell({ kind: "notice", id, notice }),
    onProgress: (progress: Extract<FromWork, { kind: "progress" }>["progress"]) => {
      const now = performance.now();
      if (now - told < PROGRESS_MS) return;
      told = now;
      void tell({ kind: "progress", id, progress });
    },
  };
  switch (job.kind) {
    case "kept": {
      const kept = engine.keptPicture();
      if (kept !== null) await tellPicture(kept, id, tell);
      return { ok: true, value: null };
    }
    case "look": {
      let spendTold: Promise<void> | undefined;
      const answer = await engine.picture({ ...asking, ...job }, (spend) => {
        spendTold = tellPicture(spend, id, tell);
      });
      await spendTold;
      if (!answer.ok) return answer;
      if (answer.value === null) return { ok: true, value: "erased" };
      if (answer.value.followed) await tellPicture(answer.value, id, tell);
      return { ok: true, value: "done" };
    }
    case "prompts":
      return engine.prompts({ ...asking, ...job.params });
    case "lines":
      return engine.lines({ ...asking, ...job.params });
    case "knows":
      return engine.doctor({ ...job, signal });
    case "forget":
      return engine.forget({ ...asking, folder: job.folder, ...job.params, resume: false });
    default:
      return job satisfies never;
  }
}
