import { expect, test } from "vitest";
import { mainLineOf } from "../../../server/survival/main-line.ts";

const commit = (id: string, at: number, ...parents: string[]) => ({ id, at, parents });

test("a branch's commits come onto the main line with the merge that brings them", () => {
  const plan = [
    commit("root", 1),
    commit("branch 1", 2, "root"),
    commit("main 1", 3, "root"),
    commit("branch 2", 4, "branch 1"),
    commit("merge", 5, "main 1", "branch 2"),
    commit("aside", 6, "merge"),
    commit("tip", 7, "merge"),
  ];
  const main = mainLineOf(plan, "tip");
  expect(plan.map((_, order) => main.stepOf(order))).toEqual([0, 2, 1, 2, 2, -1, 3]);
  expect([0, 1, 2, 3].map(main.at)).toEqual([1, 3, 5, 7]);
  expect(main.length).toBe(4);
  expect(plan.map((_, order) => main.isMerge(order)).indexOf(true)).toBe(4);
});

test("where there is no main line, nothing came onto it; a shallow history begins where it can be seen", () => {
  expect(mainLineOf([commit("one", 1)], null).stepOf(0)).toBe(-1);
  const shallow = mainLineOf([commit("grafted", 5, "unseen"), commit("tip", 6, "grafted")], "tip");
  expect([shallow.stepOf(0), shallow.stepOf(1), shallow.stepOf(2)]).toEqual([0, 1, -1]);
});
