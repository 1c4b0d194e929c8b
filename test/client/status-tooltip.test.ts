import { describe, expect, test } from "vitest";
import type { Settings } from "../../client/settings.ts";
import type { Known } from "../../client/status-text.ts";
import { type Around, statusTooltip, TOOLTIP_COMMANDS } from "../../client/status-tooltip.ts";
import type { Words } from "../../client/words.ts";
import { cost, costs, sessionRow, status } from "../harness/status.ts";

const words: Words = {
  t: (text, ...values) => text.replaceAll(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
  locale: "en-GB",
};
const settings: Settings = { show: "today", of: "workspace", budget: null };
const around: Around = { remote: null, virtual: false, sources: null };
const spend = { kept: 1, reworked: 0, reverted: 0.2, discarded: 0, open: 0, outside: 0, noCode: 0.04 };
const told = status({
  workspace: costs({ today: cost(1.24), week: cost(1.24), spend, top: [sessionRow()] }),
  all: costs({ today: cost(3), week: cost(12) }),
});
const shown = (known: Partial<Known>, chosen: Partial<Settings> = {}, near: Partial<Around> = {}): string =>
  statusTooltip(
    { status: told, server: "running", busy: false, ...known },
    { ...settings, ...chosen },
    { ...around, ...near },
    words,
  );

test("the whole of it", () => {
  expect(shown({})).toMatchInlineSnapshot(`
    "|   |   |   |
    | :-- | --: | --: |
    |  | &nbsp;&nbsp;This workspace | &nbsp;&nbsp;All repositories |
    | Today | $1.24 | $3.00 |
    | This week | $1.24 | $12.00 |
    | Running session | — | — |
    | **Where this week's money went** |  |  |
    | Kept | $1.00 | — |
    | Reverted | $0.20 | — |
    | Questions, plans, reviews | $0.04 | — |

    **This week's dearest sessions, this workspace**

    |   |   |
    | :-- | --: |
    | Tue 09:30 · Some Agent · flower&#45;shop | &nbsp;&nbsp;$0.25 |

    Up to date at 12:04.

    List price, not your bill.

    [Open panel](command:tokenworth.openPanel) · [Look again](command:tokenworth.refresh) · [Settings](command:tokenworth.openSettings)"
  `);
});

describe("it says", () => {
  test.each([
    ["that it starts", shown({ status: null }), "is starting"],
    ["that the server does not run", shown({ server: "stopped" }), "command:tokenworth.restartServer"],
    [
      "how far it is",
      shown({ status: status({}, { activity: "reading", progress: { doing: "x", done: 3, total: 4 } }) }),
      "Reading the agents' logs: 75%",
    ],
    ["of when it is", shown({ status: status({}, { activity: "stopped" }) }), "What is shown is of 12:04"],
    [
      "what the problem is",
      shown({ status: status({}, { activity: "problem", problem: "no [x](y)" }) }),
      "no &#91;x&#93;&#40;y&#41;",
    ],
    [
      "that no repository is looked at",
      shown({ status: status({}, { restricted: true }) }),
      "command:tokenworth.manageTrust",
    ],
    [
      "that a budget is exceeded",
      shown({}, { budget: { amountUsd: 2, per: "day" } }),
      "Your budget of $2.00 a day is exceeded.",
    ],
    [
      "that a budget holds",
      shown({}, { budget: { amountUsd: 20, per: "week" } }),
      "Your budget of $20.00 a week.",
    ],
    ["what was found elsewhere", shown({}, {}, { remote: "SSH", sources: ["A", "B"] }), "Seen on SSH: A, B."],
    [
      "that nothing was found",
      shown({}, {}, { remote: "SSH", sources: [] }),
      "Seen on SSH: no agent's logs.",
    ],
    ["that folders lie on no disk", shown({}, {}, { virtual: true }), "lie on no disk"],
    [
      "what has no price",
      shown({ status: status({ workspace: costs({ today: cost(1, { unpricedTokens: 1234 }) }) }) }),
      "model of 1,234 tokens",
    ],
  ])("%s", (_, text, words) => {
    expect(text).toContain(words);
  });
});

test("strangers' names stay text", () => {
  const evil = "<b>$(bug) [x](command:evil)|";
  const top = [sessionRow({ agentLabel: evil, repositories: [evil] })];
  const text = shown({
    status: status({ workspace: costs({ spend, top }) }),
  });
  expect(text).toContain("&#60;b&#62;&#36;&#40;bug&#41; &#91;x&#93;&#40;command&#58;evil&#41;&#124;");
  expect(text).not.toContain("<b>");
  expect(text).not.toContain("command:evil");
});

test("its links run no other commands than those that may be run", () => {
  const texts = [
    shown({}),
    shown({ server: "stopped" }),
    shown({ status: status({}, { restricted: true }) }),
  ];
  const linked = texts.flatMap((text) => [...text.matchAll(/command:([\w.]+)/g)].map(([, name]) => name));
  expect(linked.length).toBeGreaterThan(5);
  expect(linked.filter((name) => !TOOLTIP_COMMANDS.some((allowed) => allowed === name))).toEqual([]);
});
