import { expect, test } from "vitest";
import { repositoryNames } from "../../../server/report/repository-names.ts";

test.each([
  [["/home/a/shop"], ["shop"]],
  [
    ["/volumes/shop", "/own/shop", "/volumes/tools"],
    ["volumes/shop", "own/shop", "tools"],
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
    ["C:/volumes/shop", "//server/share/shop"],
    ["volumes/shop", "share/shop"],
  ],
  [["/"], ["/"]],
  [[], []],
])("%j", (roots, names) => {
  expect(repositoryNames(roots)).toEqual(names);
  expect(new Set(names).size).toBe(roots.length);
});
