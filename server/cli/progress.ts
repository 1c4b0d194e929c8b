// The progress bar on standard error: only on a terminal, and only where there is something to wait for.
import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../engine/engine.ts";
import { count, size } from "../lib/amounts.ts";
import type { Output } from "./shell.ts";
import type { Look } from "./text/look.ts";

const PATIENCE_MS = 500;

export type ProgressBar = {
  readonly show: (progress: Progress) => void;
  /** Takes the bar off the terminal. */
  readonly end: () => void;
};

/** A bar that comes up when half a second has gone by and more is to come. */
export function createProgressBar(output: Output, look: Look): ProgressBar {
  const started = performance.now();
  let doing = { what: "", since: started };
  let bar: SingleBar | null = null;
  if (!isTerminal(output)) return { show: () => {}, end: () => {} };

  const begin = (progress: Progress, waited: number): SingleBar => {
    const opened = new SingleBar(
      {
        stream: output,
        format: "{doing} {bar} {percentage} %  {soFar} of {all}  {timeLeft}",
        barsize: Math.min(30, Math.max(10, look.columns - 50)),
        clearOnComplete: true,
        hideCursor: true,
        gracefulExit: false,
        linewrap: false,
      },
      look.unicode ? Presets.shades_classic : Presets.legacy,
    );
    opened.start(progress.total, progress.done, payloadOf(progress, waited));
    return opened;
  };

  return {
    show(progress) {
      const now = performance.now();
      if (progress.doing !== doing.what) doing = { what: progress.doing, since: now };
      if (now - started < PATIENCE_MS || progress.total <= 0) return;
      const waited = now - doing.since;
      bar ??= begin(progress, waited);
      bar.setTotal(progress.total);
      bar.update(Math.min(progress.done, progress.total), payloadOf(progress, waited));
    },
    end() {
      bar?.stop();
      bar = null;
    },
  };
}

function isTerminal(output: Output): output is Output & NodeJS.WritableStream {
  return output.isTTY === true && "on" in output;
}

function payloadOf({ doing, done, total, unit }: Progress, waitedMs: number) {
  const leftMs = done > 0 ? (waitedMs * (total - done)) / done : Infinity;
  const bytes = unit === "bytes";
  return {
    doing,
    soFar: bytes ? `${size(done)}B` : count(done),
    all: bytes ? `${size(total)}B` : `${count(total)} ${unit}`,
    timeLeft: timeLeft(leftMs / 1000),
  };
}

/** `12 s left`, `3 min left`; nothing where it can't be told. */
function timeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return "";
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.round(seconds / 60)} min left`;
}
