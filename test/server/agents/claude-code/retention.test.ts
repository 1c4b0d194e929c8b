import { expect, test } from "vitest";
import { retention } from "../../../../server/agents/claude-code/retention.ts";

test("records are kept for 30 days unless a setting says otherwise, the later file first", () => {
  expect(retention.days([null, null])).toBe(30);
  expect(retention.days(['{"cleanupPeriodDays": 90}', null])).toBe(90);
  expect(retention.days(['{"cleanupPeriodDays": 90}', '{"cleanupPeriodDays": 5}'])).toBe(5);
  expect(retention.days(["{", '{"cleanupPeriodDays": "soon"}'])).toBe(30);
  expect(retention.days([])).toBe(30);
});

test("the settings lie beside the records", () => {
  const surroundings = { home: "/h", env: { CLAUDE_CONFIG_DIR: "/c" }, platform: "linux" } as const;
  expect(retention.files(surroundings)).toEqual(["/c/settings.json", "/c/settings.local.json"]);
});
