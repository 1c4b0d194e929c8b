import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { absolutePath } from "../../../server/lib/paths.ts";

describe("absolutePath", () => {
  it.each([
    ["/home/x/a.ts", null, "/home/x/a.ts"],
    ["src/a.ts", "/home/x", "/home/x/src/a.ts"],
    ["./src/../a.ts", "/home/x/", "/home/x/a.ts"],
    ["../../../../a", "/home", "/a"],
    ["odd\\name", "/home", "/home/odd\\name"],
    ["C:\\Users\\x\\a.ts", null, "C:/Users/x/a.ts"],
    ["c:/Users/x/a.ts", null, "C:/Users/x/a.ts"],
    ["/c:/Users/x/a.ts", null, "C:/Users/x/a.ts"],
    ["src\\a.ts", "c:\\Users\\x", "C:/Users/x/src/a.ts"],
    ["\\\\wsl$\\Ubuntu\\home\\x", null, "//wsl$/Ubuntu/home/x"],
    ["a.ts", "\\\\wsl$\\Ubuntu\\home", "//wsl$/Ubuntu/home/a.ts"],
    ["/", null, "/"],
    ["a.ts", null, null],
    ["a.ts", "relative", null],
    ["", "/home", null],
  ])("%s in %s is %s", (path, folder, absolute) => expect(absolutePath(path, folder)).toBe(absolute));

  it("leaves an absolute path as it is", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (path, folder) => {
        const once = absolutePath(path, `/${folder}`);
        return once === null || absolutePath(once, null) === once;
      }),
    );
  });
});
