import { expect, test } from "vitest";
import { isMappable, mappingOf, type PathPairs } from "../../../server/lib/path-mapping.ts";

test.each<[string, PathPairs, string, string]>([
  ["a folder itself", { "/a/b": "/x" }, "/a/b", "/x"],
  ["what is in it", { "/a/b": "/x" }, "/a/b/c d/e", "/x/c d/e"],
  ["not its namesake", { "/a/b": "/x" }, "/a/bc", "/a/bc"],
  ["nothing else", { "/a/b": "/x" }, "/c", "/c"],
  ["slashes at the end are the same", { "/a/b/": "/x/" }, "/a/b/c", "/x/c"],
  ["the longest folder first", { "/a": "/x", "/a/b": "/y" }, "/a/b/c", "/y/c"],
  ["once, and not on and on", { "/a": "/b", "/b": "/c" }, "/a/f", "/b/f"],
  ["from the root", { "/": "/mnt/host" }, "/a", "/mnt/host/a"],
  ["to the root", { "/host": "/" }, "/host/a", "/a"],
  ["all of the root", { "/host": "/" }, "/host", "/"],
  ["capital letters are others", { "/A": "/x" }, "/a/f", "/a/f"],
  ["but for Windows", { "c:\\Users\\ME": "/mnt/c/Users/me" }, "C:/users/Me/f", "/mnt/c/Users/me/f"],
  ["a drive", { "D:\\": "/mnt/d" }, "D:/f", "/mnt/d/f"],
  ["a share", { "//wsl$/Ubuntu": "/" }, "//wsl$/ubuntu/home/f", "/home/f"],
  ["to Windows", { "/home/me": "C:\\Users\\me" }, "/home/me/f", "C:/Users/me/f"],
])("%s", (_, pairs, path, mapped) => {
  expect(mappingOf(pairs)?.(path)).toBe(mapped);
});

test("no folders are no mapping", () => {
  expect(mappingOf({})).toBeNull();
});

test("only absolute paths, of any system, can stand in one", () => {
  for (const path of ["/", "/a", "C:\\a", "c:/", "\\\\host\\share"]) expect(isMappable(path)).toBe(true);
  for (const path of ["", "a", "../a", "~/a", "C:a"]) expect(isMappable(path)).toBe(false);
});
