// When work came onto the main line and left it. Each commit of these worlds is a step of the main line, made at its
// place in minutes, unless it says with which later step it came.
import { expect, test } from "vitest";
import { mainLineOf } from "../../../server/survival/main-line.ts";
import type { OutcomeOfLine } from "../../../server/survival/outcome.ts";
import { createStays } from "../../../server/survival/stay.ts";

const MINUTE = 60_000;

/** `born` and `died` name places of commits; `side`: of these commits of a branch, which the last commit merges. */
type World = {
  readonly commits: number;
  readonly born: readonly number[];
  readonly died?: readonly number[];
  readonly side?: readonly number[];
  readonly touched?: readonly number[];
};

function staysOf({ commits, born, died = [], side = [], touched = [] }: World) {
  const chain = Array.from({ length: commits }, (_, i) => i).filter((i) => !side.includes(i));
  const plan = Array.from({ length: commits }, (_, i) => {
    const line = side.includes(i) ? side : chain;
    const before = line[line.indexOf(i) - 1] ?? (side.includes(i) ? 0 : undefined);
    const parents = [before, i === commits - 1 ? side.at(-1) : undefined].flatMap((at) => at ?? []);
    return { id: `c${i}`, at: i * MINUTE, parents: parents.map((at) => `c${at}`) };
  });
  const passages = [
    ...born.map((order) => ({ order, born: true, path: "a" })),
    ...died.map((order) => ({ order, born: false, path: "a" })),
  ].toSorted((a, b) => a.order - b.order);
  const stays = createStays(
    { passages: () => passages, blobs: { touching: () => touched } },
    { commits: plan.map(({ at }) => ({ at, reverting: false, onMain: true, onBranch: true })) },
    mainLineOf(plan, `c${commits - 1}`),
  );
  const minutes = ({ from, until, landed, gone }: ReturnType<typeof stays.written>) => [
    from / MINUTE,
    until / MINUTE,
    landed,
    gone,
  ];
  return {
    written: (outcome: OutcomeOfLine) => minutes(stays.written(1, outcome)),
    removed: (outcome: OutcomeOfLine, since = 0) => minutes(stays.removed(1, since * MINUTE, outcome)),
  };
}

const none = [Number.NaN, Number.NaN, -1, -1];

test("a line stays from its landing until it is taken out", () => {
  expect(staysOf({ commits: 4, born: [1] }).written("kept")).toEqual([1, Number.NaN, 1, -1]);
  expect(staysOf({ commits: 4, born: [1], died: [3] }).written("reworked")).toEqual([1, 3, 1, 3]);
  for (const outcome of ["open", "discarded", "outside", "reworked"] as const)
    expect(staysOf({ commits: 4, born: [] }).written(outcome)).toEqual(none);
});

test("what a branch brought came with its merge, and what it took went with it", () => {
  expect(staysOf({ commits: 5, side: [1, 2], born: [1] }).written("kept")).toEqual([4, Number.NaN, 1, -1]);
  expect(staysOf({ commits: 5, side: [2], born: [0], died: [2] }).written("reworked")).toEqual([0, 4, 0, 2]);
});

test("a cherry-pick came before the merge of what it was picked from", () => {
  expect(staysOf({ commits: 5, side: [1], born: [1, 2] }).written("kept")).toEqual([2, Number.NaN, 2, -1]);
});

test("a line that comes back has stayed all the time, and is gone since it went last", () => {
  const world = { commits: 6, born: [1, 3], died: [2] };
  expect(staysOf(world).written("kept")).toEqual([1, Number.NaN, 1, -1]);
  expect(staysOf({ ...world, died: [2, 5] }).written("reverted")).toEqual([1, 5, 1, 5]);
});

test("a line that a merge lost is gone with the merge; else it is not known that it ever stood there", () => {
  const world = { commits: 5, side: [2], born: [1] };
  expect(staysOf({ ...world, touched: [1, 4] }).written("reworked")).toEqual([1, 4, 1, 4]);
  expect(staysOf(world).written("reworked")).toEqual([1, 1, 1, -1]);
});

test("of two merges it is not the one that brought the line that lost it, unless it is the only one", () => {
  const plan = [
    { id: "base", at: 0, parents: [] },
    { id: "work", at: 1, parents: ["base"] },
    { id: "first", at: 2, parents: ["base", "work"] },
    { id: "other", at: 3, parents: ["base"] },
    { id: "second", at: 4, parents: ["first", "other"] },
  ];
  const staysWhere = (touched: readonly number[]) =>
    createStays(
      { passages: () => [{ order: 1, born: true, path: "a" }], blobs: { touching: () => touched } },
      { commits: plan.map(({ at }) => ({ at, reverting: false, onMain: true, onBranch: true })) },
      mainLineOf(plan, "second"),
    ).written(1, "reworked");
  expect(staysWhere([1, 2, 3, 4])).toEqual({ from: 2, until: 4, landed: 1, gone: 4 });
  expect(staysWhere([1, 2])).toEqual({ from: 2, until: 2, landed: 1, gone: 2 });
});

test("a removal stays while the line is away: from the first commit that is not older than the turn", () => {
  const world = { commits: 7, born: [0, 2], died: [1, 4] };
  expect(staysOf(world).removed("kept", 3)).toEqual([4, Number.NaN, 4, -1]);
  expect(staysOf(world).removed("kept")).toEqual([1, Number.NaN, 1, -1]);
  expect(staysOf({ ...world, born: [0, 2, 6] }).removed("reverted", 3)).toEqual([4, 6, 4, 6]);
  expect(staysOf(world).removed("open")).toEqual(none);
  expect(staysOf(world).removed("discarded")).toEqual(none);
});

test("nothing goes before it came, whatever the clocks of the commits say", () => {
  const stays = createStays(
    {
      passages: () => [
        { order: 0, born: true, path: "a" },
        { order: 1, born: false, path: "a" },
      ],
      blobs: { touching: () => [] },
    },
    { commits: [] },
    mainLineOf(
      [
        { id: "one", at: 9, parents: [] },
        { id: "two", at: 4, parents: ["one"] },
      ],
      "two",
    ),
  );
  expect(stays.written(1, "reworked")).toMatchObject({ from: 9, until: 9 });
});
