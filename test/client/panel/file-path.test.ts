import { expect, test } from "vitest";
import { isPathHere } from "../../../client/panel/file-path.ts";

test.each([
  ["/home/me/app.ts", "linux", true],
  ["app.ts", "linux", false],
  ["//host/share/app.ts", "linux", false],
  ["C:\\me\\app.ts", "win32", true],
  ["c:/me/app.ts", "win32", true],
  ["\\\\host\\share\\app.ts", "win32", false],
  ["//host/share/app.ts", "win32", false],
  ["\\/host/share/app.ts", "win32", false],
  ["\\\\?\\UNC\\host\\share", "win32", false],
  ["\\me\\app.ts", "win32", false],
  ["", "win32", false],
] as const)("%s on %s", (path, platform, here) => {
  expect(isPathHere(path, platform)).toBe(here);
});
