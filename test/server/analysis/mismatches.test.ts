import { expect, test } from "vitest";
import { compareFile, type Cause, type History } from "../../../server/analysis/mismatches.ts";
import type { BlamedLines } from "../../../server/git/blame.ts";
import type { Birth } from "../../../server/replay/origins.ts";

/** Five commits, of which the last is a merge; `b` has its name since commit 2. */
function historyOf(...births: readonly Partial<Birth>[]): History {
  return {
    origins: {
      birth: (identity) => births[identity] && { order: 1, path: "b", restart: false, ...births[identity] },
      arrived: (order, path) => path === "b" && order === 2,
    },
    orders: new Map(["c0", "c1", "c2", "c3", "c4"].map((id, order) => [id, order])),
    isMerge: (order) => order === 4,
  };
}

const said = (at: number, count: number, commit: string, path = "b"): BlamedLines => ({
  at,
  count,
  commit,
  path,
});

test("lines that are the same count as such, in whatever order blame tells of them", () => {
  const history = historyOf({ order: 1 }, { order: 3 });
  const blamed = [said(2, 2, "c3"), said(0, 2, "c1")];
  expect(compareFile({ path: "b", lines: Int32Array.of(0, 0, 1, 1) }, blamed, history)).toEqual({
    lines: 4,
    same: 4,
    mismatches: [],
  });
});

test.each<[string, Cause, Partial<Birth>, BlamedLines]>([
  ["blame followed another file", "rename", { order: 1 }, said(0, 1, "c0", "a")],
  ["the replay followed another file", "rename", { order: 0, path: "a" }, said(0, 1, "c1")],
  ["blame went on where the name was new", "rename", { order: 2 }, said(0, 1, "c0")],
  ["the replay went on where the name was new", "rename", { order: 1 }, said(0, 1, "c2")],
  ["the name was new before, which explains nothing", "hunk", { order: 3 }, said(0, 1, "c2")],
  ["a merge's line, by the replay", "merge", { order: 4 }, said(0, 1, "c1")],
  ["a merge's line, by blame", "merge", { order: 1 }, said(0, 1, "c4")],
  ["read anew after it was binary", "binary", { order: 3, restart: true }, said(0, 1, "c1")],
  ["the same file and plain commits", "hunk", { order: 3 }, said(0, 1, "c1")],
  ["a commit that was not replayed", "other", { order: 3 }, said(0, 1, "c9")],
])("%s: %s", (_, cause, birth, blamed) => {
  const compared = compareFile({ path: "b", lines: Int32Array.of(0) }, [blamed], historyOf(birth));
  expect(compared).toEqual({ lines: 1, same: 0, mismatches: [{ path: "b", lines: 1, cause }] });
});

test("lines that only one of the two has are mismatches", () => {
  const history = historyOf({ order: 1 });
  expect(compareFile({ path: "b", lines: Int32Array.of(0, 0, 0) }, [said(0, 1, "c1")], history)).toEqual({
    lines: 3,
    same: 1,
    mismatches: [{ path: "b", lines: 2, cause: "hunk" }],
  });
  expect(compareFile({ path: "b", lines: Int32Array.of(0) }, [said(0, 3, "c1")], history)).toEqual({
    lines: 3,
    same: 1,
    mismatches: [{ path: "b", lines: 2, cause: "hunk" }],
  });
  expect(compareFile({ path: "b", lines: null }, [said(0, 3, "c1")], history)).toMatchObject({
    same: 0,
    lines: 3,
  });
});

test("causes of one file are counted apart", () => {
  const history = historyOf({ order: 1 }, { order: 4 });
  const blamed = [said(0, 2, "c0", "a"), said(2, 1, "c1")];
  expect(compareFile({ path: "b", lines: Int32Array.of(0, 0, 1) }, blamed, history).mismatches).toEqual([
    { path: "b", lines: 2, cause: "rename" },
    { path: "b", lines: 1, cause: "merge" },
  ]);
});
