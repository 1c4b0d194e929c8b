// What an answer costs once the picture is there: node bench/figures-of-picture/index.ts [sessions]. On made-up data of a
// heavy year. Time of the processor, since nothing here waits.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { EVERYTHING } from "../../server/metrics/choice.ts";
import { cutPicture } from "../../server/metrics/cut-picture.ts";
import { demoPicture } from "../../server/metrics/demo/demo-picture.ts";
import { select } from "../../server/metrics/select.ts";
import type { Filter } from "../../server/protocol/panel.ts";
import { overviewOf } from "../../server/report/overview.ts";
import { sessionStoryOf } from "../../server/report/session-story.ts";
import { sessionsPageOf } from "../../server/report/sessions-page.ts";
import { statusOf } from "../../server/report/status.ts";
import { FRESH } from "../../test/harness/fresh.ts";
import { median, print } from "../figures.ts";

const [sessions = "20000"] = process.argv.slice(2);
const RUNS = 9;
const NOW = Date.UTC(2026, 5, 17, 15, 20);

const frame = { now: NOW, freshness: FRESH };
const all: Filter = { period: "all", repository: null, agent: null, model: null, demo: true };

/** Milliseconds of the processor, the median of some runs; the first ones warm up. */
function timeOf(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return median(times.slice(2));
}

const picture = demoPicture({ now: NOW, sessions: Number(sessions), weeks: 52 });
const cut = cutPicture(picture);
// What making the picture left behind is not to be swept up in the time of what is measured.
setFlagsFromString("--expose-gc");
const sweep: unknown = runInNewContext("gc");
if (typeof sweep === "function") sweep();
const [dearest] = pageOf("costUsd").rows;
console.log(
  `figures of a picture: ${sessions} sessions, ${picture.turns.session.length} turns, ${picture.pieces.turn.length} pieces`,
);

function pageOf(by: "costUsd" | "repository", filter = all) {
  const sort = { by, descending: true };
  return sessionsPageOf(cut, { filter, outcome: null, sort, from: 0, count: 50 }, NOW);
}

const show = (name: string, target: number | null, work: () => unknown): void =>
  print({ name, value: timeOf(work), unit: " ms", ...(target === null ? {} : { target }) });

show("cutting it, once for each picture", null, () => cutPicture(picture));
show("leaving what a filter asks for", 50, () => select(cut, EVERYTHING));
show("an overview of everything", 250, () => overviewOf(cut, all, frame));
show("an overview of 90 days, with the 90 before", 100, () =>
  overviewOf(cut, { ...all, period: "90d" }, frame),
);
const narrow = { ...all, repository: "/home/sam/code/harbour", model: "claude-sonnet-4-5" };
show("an overview of one repository and model", 150, () => overviewOf(cut, narrow, frame));
show("a page of sessions by cost", 100, () => pageOf("costUsd"));
show("a page of sessions by repository", 150, () => pageOf("repository"));
show("the status bar", 100, () => statusOf(cut, ["/home/sam/code/harbour"], frame));
if (dearest !== undefined) show("one session", 100, () => sessionStoryOf(cut, dearest));
