import { expect, test } from "vitest";
import { where } from "../../../../server/agents/codex/where.ts";

const folders = (env: Record<string, string>): string[] =>
  where({ home: "/h", env, platform: "linux" }).map((place) => place.folder);

test("rollouts lie below the home folder, or where CODEX_HOME says", () => {
  expect(folders({})).toEqual(["/h/.codex/sessions", "/h/.codex/archived_sessions"]);
  expect(folders({ CODEX_HOME: "/c" })).toEqual(["/c/sessions", "/c/archived_sessions"]);
  expect(folders({ CODEX_HOME: "" })).toEqual(folders({}));
});

test("only logs are taken", () => {
  const [place] = where({ home: "/h", env: {}, platform: "linux" });
  expect(place?.matches("2026/01/05/rollout-2026-01-05T09-00-00-0.jsonl")).toBe(true);
  expect(place?.matches("2026/01/05/rollout-2026-01-05T09-00-00-0.jsonl.zst")).toBe(false);
});
