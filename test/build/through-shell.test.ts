import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { throughShell } from "../../build/through-shell.ts";

const WORDS = ["--folder", "C:\\Users\\Ada & Bob\\user data", "a  b"];
const SHOW = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";

test.each([...new Set(["linux", process.platform] as const)])(
  "words arrive as they are on %s",
  (platform) => {
    const { command, args, shell } = throughShell(process.execPath, ["-e", SHOW, "--", ...WORDS], platform);
    expect(JSON.parse(spawnSync(command, args, { shell, encoding: "utf8" }).stdout)).toEqual(WORDS);
  },
);

test("for the shell of Windows every word is quoted, in one line", () => {
  expect(throughShell("code", WORDS, "win32")).toEqual({
    command: `"code" "--folder" "C:\\Users\\Ada & Bob\\user data" "a  b"`,
    args: [],
    shell: true,
  });
});
