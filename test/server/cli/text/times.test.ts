import { expect, test } from "vitest";
import { lookFor } from "../../../../server/cli/text/look.ts";
import { days, hours } from "../../../../server/cli/text/times.ts";

const look = lookFor({ write: () => {} }, { LANG: "C.UTF-8" }, "linux", Date.parse("2026-11-22T12:00:00Z"));

test("spans of days are told as short as they can be", () => {
  expect(days("2026-11-03T10:00:00Z", "2026-11-03T12:00:00Z", look)).toBe("3 Nov 2026");
  expect(days("2026-11-03T10:00:00Z", "2026-11-21T12:00:00Z", look)).toBe("3 – 21 Nov 2026");
  expect(days("2026-10-03T10:00:00Z", "2026-11-03T12:00:00Z", look)).toBe("3 Oct – 3 Nov 2026");
  expect(days("2025-11-03T10:00:00Z", "2026-11-03T12:00:00Z", look)).toBe("3 Nov 2025 – 3 Nov 2026");
  expect(hours("2026-11-03T10:00:00Z", "2026-11-03T12:05:00Z", look)).toBe("3 Nov 10:00 – 12:05");
  expect(hours("2026-11-03T23:00:00Z", "2026-11-04T01:00:00Z", look)).toBe("3 Nov 23:00 – 4 Nov 01:00");
  expect(hours("2025-11-03T10:00:00Z", "2025-11-03T12:05:00Z", look)).toBe("3 Nov 2025");
});
