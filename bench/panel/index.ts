// How soon the panel is painted once the server has its data: node bench/panel/index.ts [sessions], after `npm run build`.
// The panel of the build in a real browser; its answers are the server's own functions over made-up data.
import { existsSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import type { Page } from "playwright-core";
import type { Period } from "../../server/protocol/panel.ts";
import { demoAnswers } from "../../test/media/demo-answers.ts";
import { missingBrowser, openBrowser, openPanel, type Answers } from "../../test/media/harness.ts";
import { median, print } from "../figures.ts";

const [sessions = "20000"] = process.argv.slice(2);
const RUNS = 9;

/** When the host said `begin` and what was painted how long after it, in ms. */
type Painted = { begun: number; card: number; charts: number; sessions: number };

/** In the page: notes the first frame after each part has come. */
function watch(): void {
  const found: Painted = { begun: Number.NaN, card: Number.NaN, charts: Number.NaN, sessions: Number.NaN };
  const parts = {
    card: ".sentence",
    charts: "#what-lasted .chart-spot",
    sessions: "#session-0 .session-cost",
  } as const;
  Object.assign(globalThis, { painted: found });
  addEventListener("message", ({ data }: MessageEvent<{ readonly kind?: string }>) => {
    if (data.kind === "begin") found.begun = performance.now();
  });
  const look = (): void => {
    for (const part of ["card", "charts", "sessions"] as const) {
      if (!Number.isNaN(found[part]) || document.querySelector(parts[part]) === null) continue;
      found[part] = 0;
      // What runs right after a frame's own callbacks runs when it has been drawn.
      requestAnimationFrame(() => setTimeout(() => (found[part] = performance.now() - found.begun)));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** Beside the times, the processor's: on a busy machine they say more. ms. */
type Run = Painted & { readonly answered: number; readonly answeredCpu: number; readonly pageCpu: number };

/** What the page's process has used since it began, in ms. */
async function cpuOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "ProcessTime")?.value ?? Number.NaN);
}

async function once(answers: Answers, period: Period): Promise<Run> {
  let [answered, answeredCpu] = [0, 0];
  const panel = await openPanel(browser, {
    script: watch,
    filter: { period, repository: null, agent: null, model: null, demo: false },
    answers: (method, params) => {
      const [started, used] = [performance.now(), process.cpuUsage()];
      const answer = answers(method, params);
      // The words of prompts are not waited for.
      if (method !== "tokenworth/prompts") {
        const { user, system } = process.cpuUsage(used);
        answered += performance.now() - started;
        answeredCpu += (user + system) / 1000;
      }
      return answer;
    },
  });
  // No longer than a frame, and asked for from outside: the page's policy lets nobody in.
  const read = (): Promise<Painted> => panel.page.evaluate("painted");
  let painted = await read();
  while (!Object.values(painted).every((at) => at > 0)) painted = await read();
  const pageCpu = await cpuOf(panel.page);
  await panel.close();
  return { ...painted, answered, answeredCpu, pageCpu };
}

if (missingBrowser !== null || !existsSync("dist/panel.js")) {
  console.log(`panel: not measured: ${missingBrowser ?? "there is no build: npm run build"}`);
  process.exit(0);
}
/** `what`: how the period is called. */
async function show(what: string, period: Period): Promise<void> {
  // The first one fills the program's and the browser's own caches.
  await once(answers, period);
  const runs: Run[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await once(answers, period));
  const of = (part: Exclude<keyof Run, "begun">): number => median(runs.map((run) => run[part]));
  const all = runs.map((run) => run.sessions);
  console.log(`The panel with ${sessions} sessions, ${what}, from its begin, median of ${RUNS} runs`);
  print({ name: "first card painted", value: of("card"), unit: " ms", target: 500 });
  print({ name: "charts painted", value: of("charts"), unit: " ms", target: 500 });
  print({
    name: "first page of sessions painted",
    value: of("sessions"),
    unit: " ms",
    target: 500,
    note: `from ${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)} ms`,
  });
  print({ name: "of that, the server's answers", value: of("answered"), unit: " ms" });
  print({ name: "of that, the panel", value: of("sessions") - of("answered"), unit: " ms" });
  print({ name: "processor: the server's answers", value: of("answeredCpu"), unit: " ms" });
  print({ name: "processor: the page, its start included", value: of("pageCpu"), unit: " ms" });
}

const browser = await openBrowser();
const answers = demoAnswers(Number(sessions));
// The browser and the answers take two processors.
const [load = 0] = loadavg();
if (load > availableParallelism() + 1)
  console.log(
    `The machine is busy (load ${load.toFixed(0)}): the processor's time says more than the clock.`,
  );
await show("of the last 30 days as it opens at first", "30d");
await show("all of them", "all");
await browser.close();
