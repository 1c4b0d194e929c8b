import { describe, expect, test } from "vitest";
import type { Settings } from "../../client/settings.ts";
import { isOverBudget, type Known, spokenText, statusText } from "../../client/status-text.ts";
import type { Words } from "../../client/words.ts";
import { cost, costs, NO_COST, status } from "../harness/status.ts";

const words: Words = {
  t: (text, ...values) => text.replaceAll(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
  locale: "en",
};
const settings: Settings = { show: "today", of: "workspace", budget: null };
const session = { ...cost(0.4), agent: "some-agent", agentLabel: "Some Agent", id: "1" };
const known = (more: Partial<Known> = {}): Known => ({
  status: status({
    workspace: costs({ today: cost(1.24), week: cost(12), session }),
    all: costs({ today: cost(3), week: cost(120) }),
  }),
  server: "running",
  busy: false,
  ...more,
});
const shown = (of: Known, chosen: Partial<Settings> = {}): string =>
  statusText(of, { ...settings, ...chosen }, words).trimEnd();

describe("the text", () => {
  test.each([
    [{ show: "today", of: "workspace" }, "$1.24"],
    [{ show: "week", of: "workspace" }, "$12.00"],
    [{ show: "session", of: "workspace" }, "$0.40"],
    [{ show: "today", of: "all" }, "$3.00"],
    [{ show: "week", of: "all" }, "$120.00"],
    [{ show: "session", of: "all" }, "—"],
  ] as const)("%o", (chosen, amount) => {
    expect(shown(known(), chosen)).toBe(`$(graph) ${amount}`);
  });

  test.each([
    ["nothing was spent", NO_COST, "$0.00"],
    ["more was spent than has a price", cost(1, { unpricedTokens: 5 }), "$1.00+"],
    ["more was spent than was recorded", cost(1, { estimatedCostUsd: 0.1 }), "$1.00+"],
    ["there is but an estimate", cost(null, { estimatedCostUsd: 0.1 }), "~$0.10"],
    ["nothing has a price", cost(null, { unpricedTokens: 5 }), "—"],
  ])("%s", (_, today, amount) => {
    expect(shown(known({ status: status({ workspace: costs({ today }) }) }))).toBe(`$(graph) ${amount}`);
  });

  test("nothing is made up before costs are known", () => {
    expect(shown(known({ status: null }))).toBe("$(graph) —");
    expect(shown(known({ status: status({}, { costsAsOf: null }) }))).toBe("$(graph) —");
  });

  test("the icon says what there is to say", () => {
    expect(shown(known({ busy: true }))).toBe("$(loading~spin) $1.24");
    expect(shown(known({ server: "stopped" }))).toBe("$(debug-disconnect) $1.24");
    expect(shown(known({ status: status({}, { activity: "problem" }) }))).toBe("$(warning) $0.00");
  });
});

test.each([
  [known(), "Tokenworth: 1.24 US dollars, today, this workspace"],
  [known({ busy: true }), "Tokenworth: 1.24 US dollars, today, this workspace, working"],
  [known({ status: null }), "Tokenworth: nothing known yet, today, this workspace"],
  [
    known({ status: status({ workspace: costs({ today: cost(1, { unpricedTokens: 5 }) }) }) }),
    "Tokenworth: at least 1.00 US dollars, today, this workspace",
  ],
])("what is read aloud", (of, spoken) => {
  expect(spokenText(of, settings, words)).toBe(spoken);
});

describe("a budget", () => {
  const spent = status({ all: costs({ today: cost(3), week: cost(120) }), workspace: costs() });

  test.each([
    [{ amountUsd: 2.99, per: "day" }, true],
    [{ amountUsd: 3, per: "day" }, false],
    [{ amountUsd: 100, per: "week" }, true],
    [null, false],
  ] as const)("%o of all repositories", (budget, over) => {
    expect(isOverBudget(spent, budget)).toBe(over);
  });

  test("is not exceeded by what is not known", () => {
    expect(isOverBudget(null, { amountUsd: 0, per: "day" })).toBe(false);
    expect(isOverBudget(status(), { amountUsd: 0, per: "day" })).toBe(false);
  });
});
