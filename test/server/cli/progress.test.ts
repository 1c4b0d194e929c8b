import { PassThrough } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createProgressBar } from "../../../server/cli/progress.ts";
import { lookFor } from "../../../server/cli/text/look.ts";

const look = lookFor({ write: () => {} }, { LANG: "C" }, "linux", 0);
const half = { doing: "Reading logs", done: 60_000_000, total: 120_000_000, unit: "bytes" } as const;

function terminal(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY, columns: 100 });
  return { stream, read: (): string => String(stream.read() ?? "") };
}

test("comes up on a terminal when there is something to wait for, and goes away", async () => {
  const { stream, read } = terminal(true);
  const bar = createProgressBar(stream, look);
  bar.show(half);
  expect(read()).toBe("");
  await wait(520);
  bar.show(half);
  expect(read()).toMatch(/Reading logs [=-]+ 50 % {2}60MB of 120MB {2}1 s left/);
  bar.end();
  expect(read()).not.toMatch(/Reading/);
});

test("counts what is no bytes, and begins anew where something else is done", async () => {
  const { stream, read } = terminal(true);
  const bar = createProgressBar(stream, look);
  await wait(520);
  bar.show(half);
  read();
  bar.show({ doing: "Blaming files", done: 0, total: 2000, unit: "files" });
  await wait(120);
  bar.show({ doing: "Blaming files", done: 1500, total: 2000, unit: "files" });
  await wait(150);
  expect(read()).toMatch(/Blaming files [=-]+ 75 % {2}1,500 of 2,000 files {2}1 s left/);
  bar.end();
});

test("nothing is written where no terminal is", async () => {
  const { stream, read } = terminal(false);
  const bar = createProgressBar(stream, look);
  await wait(520);
  bar.show(half);
  bar.end();
  expect(read()).toBe("");
});
