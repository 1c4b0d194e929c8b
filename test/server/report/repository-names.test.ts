import { expect, test } from "vitest";
import { repositoryNames } from "../../../server/report/repository-names.ts";

test.each([
  [["/home/a/shop"], ["shop"]],
  [
    ["/work/shop", "/own/shop", "/work/tools"],
    ["work/shop", "own/shop", "tools"],
  ],
  [
    ["/x/a/shop", "/y/a/shop", "/shop"],
    ["x/a/shop", "y/a/shop", "/shop"],
  ],
  [
    ["/a/shop", "/b/a/shop"],
    ["/a/shop", "b/a/shop"],
  ],
  [
    ["C:/work/shop", "//server/share/shop"],
    ["work/shop", "share/shop"],
  ],
  [["/"], ["/"]],
  [[], []],
])("%j", (roots, names) => {
  expect(repositoryNames(roots)).toEqual(names);
  expect(new Set(names).size).toBe(roots.length);
});
