import { expect, it } from "vitest";
import { where } from "../../../../server/agents/claude-code/where.ts";

const home = "/home/ada";

it("looks in both usual folders, and in the desktop's", () => {
  const folders = where({ home, env: {}, platform: "linux" }).map(({ folder }) => folder);
  expect(folders).toEqual([
    "/home/ada/.config/claude/projects",
    "/home/ada/.claude/projects",
    "/home/ada/.config/Claude/local-agent-mode-sessions",
  ]);
});

it("honours CLAUDE_CONFIG_DIR, a list too, and XDG_CONFIG_HOME", () => {
  const folders = (env: Record<string, string>): string[] =>
    where({ home, env, platform: "linux" }).map(({ folder }) => folder);
  expect(folders({ CLAUDE_CONFIG_DIR: "/a, ~/b/,/a" })).toEqual([
    "/a/projects",
    "/home/ada/b/projects",
    "/home/ada/.config/Claude/local-agent-mode-sessions",
  ]);
  expect(folders({ XDG_CONFIG_HOME: "/x" })[0]).toBe("/x/claude/projects");
});

it("knows the desktop's folders of macOS and Windows", () => {
  expect(where({ home: "/Users/ada", env: {}, platform: "darwin" }).at(-1)?.folder).toBe(
    "/Users/ada/Library/Application Support/Claude/local-agent-mode-sessions",
  );
  const env = { APPDATA: "C:\\Users\\ada\\AppData\\Roaming", LOCALAPPDATA: "C:\\Users\\ada\\AppData\\Local" };
  const windows = where({ home: "C:\\Users\\ada", env, platform: "win32" });
  expect(windows.map(({ folder }) => folder)).toEqual([
    "C:/Users/ada/.config/claude/projects",
    "C:/Users/ada/.claude/projects",
    "C:\\Users\\ada\\AppData\\Roaming/Claude/local-agent-mode-sessions",
    "C:\\Users\\ada\\AppData\\Local/Packages",
  ]);
  const packaged =
    "Claude_pzs8/LocalCache/Roaming/Claude/local-agent-mode-sessions/a/b/.claude/projects/p/s.jsonl";
  expect(windows.at(-1)?.matches(packaged)).toBe(true);
  expect(windows.at(-1)?.matches("Other_1/LocalCache/projects/s.jsonl")).toBe(false);
});

it("takes records alone", () => {
  const [place] = where({ home, env: {}, platform: "linux" });
  const paths = ["p/s.jsonl", "p/s/subagents/agent-1.jsonl", "p/s/subagents/agent-1.meta.json", "p/notes.md"];
  expect(paths.map((path) => place?.matches(path))).toEqual([true, true, false, false]);
});
