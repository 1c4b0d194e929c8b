import { expect, test } from "vitest";
import type { Commit, FileChange, Hunk, MergedFile } from "../../../server/git/facts.ts";
import { createReplay, type CommitStep } from "../../../server/replay/replay.ts";

/** A new line's identity: the commit's place, then the line's. */
function settle({ files, order }: CommitStep): void {
  for (const { lines, changes } of files)
    for (const { at, added } of changes) added.forEach((_, i) => (lines[at + i] = order * 100 + at + i));
}

function commit(
  id: string,
  parents: readonly string[],
  files: readonly FileChange[],
  merged: readonly MergedFile[] = [],
): Commit {
  return { id, parents, at: 0, reverts: [], files, merged };
}

function change(path: string, change: Partial<FileChange> & { readonly oid: string | null }): FileChange {
  return { path, oldPath: path, oldOid: null, opaque: false, hunks: [], ...change };
}

function hunk(oldStart: number, oldLines: number, newStart: number, ...added: string[]): Hunk {
  return { oldStart, oldLines, newStart, added };
}

function create(path: string, oid: string, ...added: string[]): FileChange {
  return change(path, { oldPath: null, oid, hunks: [hunk(0, 0, 1, ...added)] });
}

const line = (...ids: readonly string[]) =>
  ids.map((id, i) => ({ id, parents: ids.slice(Math.max(0, i - 1), i) }));

test("lines keep their identities around hunks", () => {
  const steps: CommitStep[] = [];
  const replay = createReplay(line("a", "b"), new Set(["b"]), (step) => {
    steps.push(step);
    settle(step);
  });
  replay.apply(commit("a", [], [create("f", "1", "p", "q", "r", "s")]));
  const hunks = [hunk(0, 0, 1, "top"), hunk(2, 2, 3, "Q"), hunk(4, 0, 5, "end")];
  replay.apply(commit("b", ["a"], [change("f", { oid: "2", oldOid: "1", hunks })]));
  expect([...(replay.tree("b")?.get("f")?.lines ?? [])]).toEqual([100, 0, 102, 3, 104]);
  expect(steps[1]?.files[0]?.changes.map(({ at, added, removed }) => [at, added, [...removed]])).toEqual([
    [0, ["top"], []],
    [2, ["Q"], [1, 2]],
    [4, ["end"], []],
  ]);
  expect(steps[1]?.files[0]?.before?.oid).toBe("1");
});

test("names can be swapped in one commit, and files vanish with their folders", () => {
  const replay = createReplay(line("a", "b", "c"), new Set(["b", "c"]), settle);
  replay.apply(commit("a", [], [create("x", "1", "x"), create("d/e/y", "2", "y")]));
  const moves = [
    change("d/e/y", { oldPath: "x", oid: "1", oldOid: "1" }),
    change("x", { oldPath: "d/e/y", oid: "2", oldOid: "2" }),
  ];
  replay.apply(commit("b", ["a"], moves));
  expect([...(replay.tree("b")?.paths() ?? [])]).toEqual(["x", "d/e/y"]);
  expect(replay.tree("b")?.get("x")?.oid).toBe("2");
  replay.apply(
    commit("c", ["b"], [change("d/e/y", { oid: null, oldOid: "1" }), create("d", "3", "now a file")]),
  );
  expect([...(replay.tree("c")?.paths() ?? [])].toSorted()).toEqual(["d", "x"]);
  expect(replay.tree("b")?.get("d/e/y")?.oid).toBe("1");
  expect(replay.mismatches()).toBe(0);
});

test.each([
  ["another old blob", change("f", { oid: "3", oldOid: "9", hunks: [hunk(1, 1, 1, "z")] })],
  ["a hunk beyond the end", change("f", { oid: "3", oldOid: "1", hunks: [hunk(7, 1, 7, "z")] })],
  ["a hunk elsewhere than it says", change("f", { oid: "3", oldOid: "1", hunks: [hunk(1, 1, 2, "z")] })],
  [
    "hunks out of order",
    change("f", { oid: "3", oldOid: "1", hunks: [hunk(2, 1, 2, "z"), hunk(1, 1, 1, "y")] }),
  ],
  [
    "an old name that is not there",
    change("f", { oldPath: "nope", oid: "3", oldOid: "1", hunks: [hunk(1, 1, 1, "z")] }),
  ],
])("a change that does not fit makes the file's lines unknown: %s", (_, bad) => {
  const replay = createReplay(line("a", "b", "c"), new Set(["b", "c"]), settle);
  replay.apply(commit("a", [], [create("f", "1", "p", "q")]));
  replay.apply(commit("b", ["a"], [bad]));
  expect(replay.tree("b")?.get("f")).toEqual({ oid: "3", lines: null });
  expect(replay.mismatches()).toBe(1);
  // It stays unknown, until it comes whole.
  replay.apply(
    commit("c", ["b"], [change("f", { oid: "4", oldOid: "3", whole: true, hunks: [hunk(0, 0, 1, "n")] })]),
  );
  expect([...(replay.tree("c")?.get("f")?.lines ?? [])]).toEqual([200]);
});

test("branches do not see each other; a tree is let go after its last child", () => {
  const plan = [
    { id: "a", parents: [] },
    { id: "b", parents: ["a"] },
    { id: "c", parents: ["a"] },
    { id: "d", parents: ["b"] },
  ];
  const replay = createReplay(plan, new Set(["c", "d"]), settle);
  replay.apply(commit("a", [], [create("x/f", "1", "p"), create("x/g", "5", "g")]));
  replay.apply(commit("b", ["a"], [change("x/f", { oid: "2", oldOid: "1", hunks: [hunk(1, 1, 1, "b")] })]));
  expect(replay.tree("a")?.get("x/f")?.oid).toBe("1");
  replay.apply(commit("c", ["a"], [change("x/f", { oid: "3", oldOid: "1", hunks: [hunk(1, 1, 1, "c")] })]));
  expect(replay.tree("a")).toBeUndefined();
  replay.apply(commit("d", ["b"], [create("x/h", "4", "h")]));
  expect(replay.tree("b")).toBeUndefined();
  expect([...(replay.tree("c")?.paths() ?? [])]).toEqual(["x/f", "x/g"]);
  expect([...(replay.tree("c")?.get("x/f")?.lines ?? [])]).toEqual([200]);
  expect([...(replay.tree("d")?.get("x/f")?.lines ?? [])]).toEqual([100]);
});

const fork = [
  { id: "a", parents: [] },
  { id: "b", parents: ["a"] },
  { id: "c", parents: ["a"] },
  { id: "m", parents: ["b", "c"] },
];

test("a merge takes whole files from the parent that has them, and lines from the first that has them", () => {
  const steps: CommitStep[] = [];
  const replay = createReplay(fork, new Set(["m"]), (step) => {
    steps.push(step);
    settle(step);
  });
  replay.apply(commit("a", [], [create("f", "1", "p", "q"), create("old", "5", "o")]));
  replay.apply(commit("b", ["a"], [change("f", { oid: "2", oldOid: "1", hunks: [hunk(1, 1, 1, "P")] })]));
  const theirs = change("f", { oid: "3", oldOid: "1", hunks: [hunk(2, 1, 2, "Q", "R")] });
  replay.apply(
    commit("c", ["a"], [theirs, create("new", "6", "n"), change("old", { oid: null, oldOid: "5" })]),
  );
  const merged: MergedFile = {
    path: "f",
    oid: "4",
    opaque: false,
    parentPaths: ["f", "f"],
    from: [Int32Array.of(1, 0, 0), Int32Array.of(0, 0, 3)],
    added: new Map([[2, "evil"]]),
  };
  const files = [
    change("f", { oid: "4", oldOid: "2" }),
    change("new", { oldPath: null, oid: "6" }),
    change("old", { oid: null, oldOid: "5" }),
  ];
  replay.apply(commit("m", ["b", "c"], files, [merged]));
  const tree = replay.tree("m");
  expect([...(tree?.paths() ?? [])].toSorted()).toEqual(["f", "new"]);
  expect([...(tree?.get("f")?.lines ?? [])]).toEqual([100, 301, 202]);
  expect([...(tree?.get("new")?.lines ?? [])]).toEqual([200]);
  expect(steps[3]?.taken).toMatchObject([{ path: "new", before: null, after: { oid: "6" } }]);
  expect(steps[3]?.gone).toMatchObject([{ path: "old" }]);
  // q of the first parent, and p and Q of the second, have no place in the result.
  expect(
    steps[3]?.files[0]?.changes.map(({ at, added, removed }) => [at, added, Array.from(removed.toSorted())]),
  ).toEqual([
    [0, [], [0, 201]],
    [1, ["evil"], [1]],
  ]);
  expect(replay.mismatches()).toBe(0);
});

test("a merge's lines from beyond a parent's end, or of a blob that nobody has, are unknown", () => {
  const replay = createReplay(fork, new Set(["m"]), settle);
  replay.apply(commit("a", [], [create("f", "1", "p")]));
  replay.apply(commit("b", ["a"], []));
  replay.apply(commit("c", ["a"], []));
  const from = [Int32Array.of(7), Int32Array.of(0)];
  const merged = { path: "f", oid: "4", opaque: false, parentPaths: ["f", "f"], from, added: new Map() };
  const files = [change("f", { oid: "4", oldOid: "1" }), change("g", { oldPath: null, oid: "9" })];
  replay.apply(commit("m", ["b", "c"], files, [merged]));
  expect(replay.tree("m")?.get("f")).toEqual({ oid: "4", lines: null });
  expect(replay.tree("m")?.get("g")).toEqual({ oid: "9", lines: null });
  expect(replay.mismatches()).toBe(2);
});

test("bugs are not passed over: a line without identity, a parent not applied, a commit not planned", () => {
  const replay = createReplay(line("a", "b"), new Set(), () => {});
  expect(() => replay.apply(commit("a", [], [create("f", "1", "p")]))).toThrow(/no identity for line 1 of f/);
  expect(() => replay.apply(commit("b", ["a"], []))).toThrow(/parent a was not replayed/);
  expect(() => replay.apply(commit("z", [], []))).toThrow(/not in the plan/);
});
