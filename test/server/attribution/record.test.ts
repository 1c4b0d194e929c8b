import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffLines } from "../../../server/lib/diff.ts";
import { createFiles, hunk } from "./files.ts";

const path = "a.ts";
const six = ["alpha one", "beta two", "gamma three", "delta four", "epsilon five", "zeta six"];
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

describe("an edit with the whole text before", () => {
  test("keeps the lines that it leaves alone, whoever's they are", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const after = six.toSpliced(2, 1, "new three", "new four");
    const { written, removed, replaced } = files.edit(path, { before: text(six), after: text(after) });
    expect(files.texts(written)).toEqual(["new three", "new four"]);
    expect([removed, replaced]).toEqual([[ids[2]], [ids[2]]]);
    const newest = [...files.newest(path)];
    expect([...newest.slice(0, 2), ...newest.slice(4)]).toEqual([...ids].toSpliced(2, 1));
  });

  test("does not call what a person wrote in between the agent's", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const between = six.toSpliced(3, 0, "by a person");
    const { written } = files.edit(path, {
      before: text(between),
      after: text([...between, "by the agent"]),
    });
    expect(files.texts(written)).toEqual(["by the agent"]);
    const newest = files.newest(path);
    expect([...newest].filter((id) => ids.includes(id))).toEqual([...ids]);
    expect(files.memory.registry.writer(newest[3] ?? -1)).toBeLessThan(0);
  });

  test("of a file under a name never seen: it was renamed", () => {
    const files = createFiles();
    const ids = files.stand("old.ts", six);
    const { removed } = files.edit("new.ts", { before: text(six), after: text(six.slice(1)) });
    expect(removed).toEqual([ids[0]]);
  });

  test("writes all of a new file", () => {
    const files = createFiles();
    const { written } = files.edit(path, { change: "create", before: "", after: text(six) });
    expect(files.texts(written)).toEqual(six);
  });

  test("takes all of a deleted one", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const { removed, replaced } = files.edit(path, { change: "delete", before: text(six) });
    expect(removed).toEqual([...ids]);
    expect(replaced).toEqual([]);
    expect(files.newest(path)).toHaveLength(0);
  });
});

describe("an edit of which only hunks are known", () => {
  test("finds its place by what it expects", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const { written, removed } = files.edit(path, {
      hunks: [hunk(" beta two", "-gamma three", "+new three", " delta four")],
    });
    expect(files.texts(written)).toEqual(["new three"]);
    expect(removed).toEqual([ids[2]]);
    expect(files.texts(files.newest(path))).toEqual(six.toSpliced(2, 1, "new three"));
  });

  test("finds it though lines came in above, and in an indentation of its own", () => {
    const files = createFiles();
    files.stand(path, ["top", ...six]);
    const { removed } = files.edit(path, {
      hunks: [{ oldStart: 2, lines: ["   beta two", "-\tgamma three", "+  new three"] }],
    });
    expect(files.texts(removed)).toEqual(["gamma three"]);
  });

  test("of several equal places takes the stated one, else the one after the hunk before it", () => {
    const twice = [...six, ...six];
    const stated = createFiles();
    const ids = stated.stand(path, twice);
    expect(stated.edit(path, { hunks: [{ oldStart: 8, lines: ["-beta two"] }] }).removed).toEqual([ids[7]]);
    const after = createFiles();
    const others = after.stand(path, twice);
    const { removed } = after.edit(path, { hunks: [hunk("-zeta six"), hunk("-beta two")] });
    expect(removed).toEqual([others[5], others[7]]);
  });

  test("is made on the newest version in which it fits", () => {
    const files = createFiles();
    files.stand(path, six);
    const ids = files.stand(path, ["first", ...six]);
    files.stand(path, ["quite another file"]);
    expect(files.edit(path, { hunks: [hunk(" first", "-alpha one")] }).removed).toEqual([ids[1]]);
  });

  test("shows what a person wrote where only the best part of it is found", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const { written, removed } = files.edit(path, {
      hunks: [hunk(" beta two", " by a person", " gamma three", "-delta four", "+new four")],
    });
    expect(removed).toEqual([ids[3]]);
    expect(files.texts(written)).toEqual(["new four"]);
    expect(files.texts(files.newest(path))).toEqual(
      six.toSpliced(3, 1, "new four").toSpliced(2, 0, "by a person"),
    );
  });

  test("that fits nowhere still tells what was written", () => {
    const files = createFiles();
    files.stand(path, six);
    const { written, removed } = files.edit(path, { hunks: [hunk("-never seen", "+brand new")] });
    expect(files.texts(written)).toEqual(["brand new"]);
    expect(removed).toEqual([]);
  });

  test("of a file that was renamed by hand is made on the version under its former name", () => {
    const files = createFiles();
    const ids = files.stand("old.ts", six);
    const hunks = [hunk(" beta two", "-gamma three", " delta four")];
    expect(files.edit("new.ts", { hunks }).removed).toEqual([ids[2]]);
    expect(files.texts(files.newest("new.ts"))).toEqual(six.toSpliced(2, 1));
  });

  test("is not taken for another file's by a single line", () => {
    const files = createFiles();
    files.stand("old.ts", six);
    expect(files.edit("new.ts", { hunks: [hunk("-gamma three", "+new")] }).removed).toEqual([]);
  });
});

describe("the whole text after an edit, and nothing else,", () => {
  test("writes only the lines that differ from what is known", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const { written, removed } = files.edit(path, { after: text(six.toSpliced(4, 1, "new five")) });
    expect(files.texts(written)).toEqual(["new five"]);
    expect(removed).toEqual([ids[4]]);
  });

  test("writes all of a file that nobody knows", () => {
    expect(createFiles().edit(path, { after: text(six) }).written).toHaveLength(6);
  });
});

test("a moved file keeps its lines under the new name", () => {
  const files = createFiles();
  const ids = files.stand(path, six);
  files.edit(path, { movedTo: "b.ts", hunks: [hunk("-zeta six")] });
  expect([...files.newest("b.ts")]).toEqual([...ids.subarray(0, 5)]);
});

describe("what a turn takes out and writes again", () => {
  const without = six.toSpliced(2, 2);

  test("unchanged at the same place is neither", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const out = files.edit(path, { before: text(six), after: text(without) });
    const back = files.edit(path, { before: text(without), after: text(six) });
    expect(out.removed).toEqual([ids[2], ids[3]]);
    expect([back.written, back.restored]).toEqual([[], [ids[2], ids[3]]]);
    expect([...files.newest(path)]).toEqual([...ids]);
  });

  test("indented anew is neither", () => {
    const files = createFiles();
    files.stand(path, six);
    const indented = six.map((line) => `    ${line}`);
    const { written, removed } = files.edit(path, { before: text(six), after: text(indented) });
    expect([written, removed]).toEqual([[], []]);
  });

  test("within one change is not written, and does not make the others replaced", () => {
    const files = createFiles();
    const ids = files.stand(path, six);
    const hunks = [{ oldStart: 2, lines: ["-beta two", "-gamma three", "+gamma three"] }];
    const { written, removed, replaced } = files.edit(path, { before: text(six), hunks });
    expect([written, removed, replaced]).toEqual([[], [ids[1]], []]);
  });

  test("at another place was written there", () => {
    const files = createFiles();
    files.stand(path, six);
    files.edit(path, { before: text(six), after: text(without) });
    const { written } = files.edit(path, { before: text(without), after: text([...without, "gamma three"]) });
    expect(files.texts(written)).toEqual(["gamma three"]);
  });
});

test("any edits, told in any form, lead to the very text that they made", () => {
  const words = fc.array(fc.constantFrom("one", "two", "three", "four", "}", ""), { maxLength: 12 });
  const form = fc.constantFrom("texts", "hunks", "after");
  fc.assert(
    fc.property(words, fc.array(fc.tuple(words, form), { maxLength: 5 }), (start, edits) => {
      const files = createFiles();
      files.learn(start);
      let before = start;
      files.stand(path, before);
      for (const [after, told] of edits) {
        const hunks = diffLines(before, after).map(({ oldStart, removed, added }) => ({
          oldStart,
          lines: [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)],
        }));
        const result = files.edit(path, {
          ...(told === "texts" ? { before: text(before), after: text(after) } : {}),
          ...(told === "hunks" ? { before: text(before), hunks } : {}),
          ...(told === "after" ? { after: text(after) } : {}),
        });
        const newest = files.newest(path);
        expect(files.texts(newest)).toEqual(after);
        expect(new Set(newest).size).toBe(newest.length);
        expect(result.written.every((id) => newest.includes(id))).toBe(true);
        expect(result.removed.some((id) => newest.includes(id))).toBe(false);
        before = after;
      }
    }),
  );
});
