import { expect, test } from "vitest";
import { allRows, keepPages, PAGE, type Query } from "../../../media/sessions/pages.ts";
import { keepWords } from "../../../media/sessions/prompt-words.ts";
import type { Host } from "../../../media/panel/host.ts";
import type { Params } from "../../../server/protocol/requests.ts";
import { sessionRowOf, sessionsPageOf } from "../some-sessions.ts";

const query = (outcome: Query["outcome"] = null): Query => ({
  filter: { period: "all", repository: null, agent: null, model: null, demo: false },
  outcome,
  sort: { by: "started", descending: true },
});

/** A host of so many sessions; what it is asked is answered when `answer` is called, in any order. */
function slowHost(count: number): {
  ask: Host["ask"];
  asked: Params<"tokenworth/sessions">[];
  answer: (at: number) => void;
} {
  const asked: Params<"tokenworth/sessions">[] = [];
  const answers: (() => void)[] = [];
  const ask = (_method: string, params: Params<"tokenworth/sessions">): Promise<unknown> => {
    asked.push(params);
    return new Promise((resolve) => answers.push(() => resolve(sessionsPageOf(count, params))));
  };
  return { ask: ask as Host["ask"], asked, answer: (at) => answers[at]?.() };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("only pages with rows that are seen are asked for, each once", async () => {
  const { ask, asked, answer } = slowHost(950);
  const pages = keepPages(ask, () => undefined);
  pages.show(query());
  pages.want(0, 20);
  pages.want(5, 25);
  answer(0);
  await settled();
  expect(pages.total()).toBe(950);
  expect(pages.rowAt(20)).toEqual(sessionRowOf(20));
  pages.want(890, 2000);
  expect(asked.map(({ from }) => from)).toEqual([0, 800, 900]);
  expect(pages.rowAt(900)).toBeUndefined();
});

test("what is shown stays until what replaces it is there", async () => {
  const { ask, answer } = slowHost(300);
  const pages = keepPages(ask, () => undefined);
  pages.show(query());
  pages.want(0, 10);
  answer(0);
  await settled();
  pages.show(query("reverted"));
  pages.want(0, 10);
  expect(pages.total()).toBe(300);
  answer(1);
  await settled();
  expect(pages.shown()?.outcome).toBe("reverted");
  expect(pages.total()).toBeLessThan(300);
});

test("an answer that comes too late changes nothing", async () => {
  const { ask, answer } = slowHost(300);
  const pages = keepPages(ask, () => undefined);
  pages.show(query());
  pages.want(0, 10);
  pages.show(query("reverted"));
  pages.want(0, 10);
  answer(1);
  await settled();
  const { length } = Array.from({ length: pages.total() ?? 0 });
  answer(0);
  await settled();
  expect(pages.total()).toBe(length);
  expect(pages.shown()?.outcome).toBe("reverted");
});

test("an error is told, and the page asked for again when there may be another answer", async () => {
  let fails = true;
  const ask = (_method: string, params: Params<"tokenworth/sessions">): Promise<unknown> =>
    fails ? Promise.reject(new Error("gone")) : Promise.resolve(sessionsPageOf(5, params));
  const pages = keepPages(ask as Host["ask"], () => undefined);
  pages.show(query());
  pages.want(0, 10);
  await settled();
  expect(pages.problem()).toBe("gone");
  fails = false;
  pages.show(query());
  pages.want(0, 10);
  await settled();
  expect(pages.problem()).toBeNull();
  expect(pages.total()).toBe(5);
});

test("a page that failed is not asked for again by being drawn", async () => {
  let asked = 0;
  const ask = (): Promise<unknown> => {
    asked++;
    return Promise.reject(new Error("gone"));
  };
  const pages = keepPages(ask as Host["ask"], () => pages.want(0, 10));
  pages.show(query());
  pages.want(0, 10);
  for (let turn = 0; turn < 5; turn++) await settled();
  expect(asked).toBe(1);
  expect(pages.problem()).toBe("gone");
});

test("two pages that are seen are replaced together", async () => {
  const { ask, answer } = slowHost(300);
  const pages = keepPages(ask, () => undefined);
  pages.show(query());
  pages.want(0, 10);
  answer(0);
  await settled();
  pages.want(90, 110);
  answer(1);
  await settled();
  pages.show(query("reverted"));
  pages.want(20, 110);
  answer(2);
  await settled();
  expect(pages.shown()?.outcome).toBeNull();
  expect(pages.rowAt(105)).toEqual(sessionRowOf(105));
  answer(3);
  await settled();
  expect(pages.shown()?.outcome).toBe("reverted");
});

test("all rows are those of all pages, in order", async () => {
  const ask = (_method: string, params: Params<"tokenworth/sessions">): Promise<unknown> =>
    Promise.resolve(sessionsPageOf(5 * PAGE + 3, params));
  const rows = await allRows(ask as Host["ask"], query());
  expect(rows.map(({ session }) => session)).toEqual(Array.from({ length: 503 }, (_, at) => `s${at}`));
});

test("words are asked for in one request at a time, of what is seen by then", async () => {
  const asked: string[][] = [];
  const answers: (() => void)[] = [];
  const ask = (_method: string, { sessions }: Params<"tokenworth/prompts">): Promise<unknown> => {
    asked.push(sessions.map(({ session }) => session));
    return new Promise((resolve) =>
      answers.push(() =>
        resolve({ sessions: sessions.map((each) => ({ ...each, words: [`of ${each.session}`] })) }),
      ),
    );
  };
  const words = keepWords(ask as Host["ask"], () => undefined);
  const sessions = (...names: string[]): { agent: string; session: string }[] =>
    names.map((session) => ({ agent: "a", session }));
  words.want(sessions("1", "2"), false);
  words.want(sessions("2", "3"), false);
  words.want(sessions("2", "4"), false);
  expect(asked).toEqual([["1", "2"]]);
  expect(words.of({ agent: "a", session: "4" })).toBeUndefined();
  answers[0]?.();
  await settled();
  expect(asked).toEqual([["1", "2"], ["4"]]);
  expect(words.of({ agent: "a", session: "1" })).toBe("of 1");
  expect(words.of({ agent: "b", session: "1" })).toBeUndefined();
});

test("words that could not be asked for are asked for again when they are wanted next", async () => {
  let [fails, asked, changes] = [true, 0, 0];
  const ask = (_method: string, { sessions }: Params<"tokenworth/prompts">): Promise<unknown> => {
    asked++;
    return fails
      ? Promise.reject(new Error("gone"))
      : Promise.resolve({ sessions: sessions.map((each) => ({ ...each, words: ["Split it"] })) });
  };
  const session = { agent: "a", session: "1" };
  const words = keepWords(ask as Host["ask"], () => {
    changes++;
    words.want([session], false);
  });
  words.want([session], false);
  for (let turn = 0; turn < 5; turn++) await settled();
  expect([asked, changes]).toEqual([1, 0]);
  expect(words.of(session)).toBeUndefined();
  fails = false;
  words.want([session], false);
  await settled();
  expect(asked).toBe(2);
  expect(words.of(session)).toBe("Split it");
});
