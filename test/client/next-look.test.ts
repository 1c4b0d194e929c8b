import { expect, test } from "vitest";
import { untilNextLook } from "../../client/next-look.ts";
import { cost, costs, status } from "../harness/status.ts";

const MINUTE = 60_000;
const session = { ...cost(1), agent: "some-agent", agentLabel: "Some Agent", id: "1" };

test("what is of today holds until midnight", () => {
  expect(untilNextLook(new Date(2026, 2, 4, 23, 50), null)).toBe(10 * MINUTE);
  expect(untilNextLook(new Date(2026, 2, 4, 12), status())).toBe(12 * 60 * MINUTE);
});

test("a running session may have ended before", () => {
  const running = status({ all: costs({ session }) });
  expect(untilNextLook(new Date(2026, 2, 4, 12), running)).toBe(30 * MINUTE + 1000);
  expect(untilNextLook(new Date(2026, 2, 4, 23, 50), running)).toBe(10 * MINUTE);
});
