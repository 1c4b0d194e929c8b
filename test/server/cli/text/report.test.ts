import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { blameText } from "../../../../server/cli/text/blame.ts";
import { lookFor } from "../../../../server/cli/text/look.ts";
import type { Look } from "../../../../server/cli/text/look.ts";
import { reportText, sessionsText } from "../../../../server/cli/text/report.ts";
import { sessionText } from "../../../../server/cli/text/session.ts";
import type { Report } from "../../../../server/protocol/report.ts";
import { blameOfThree, call, detailOf, fixture } from "../cli-harness.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const ESCAPES = /[\p{Cc}\p{Cf}]/u;

function look(columns: number, env: Record<string, string> = { LANG: "C.UTF-8", NO_COLOR: "1" }): Look {
  return lookFor({ write: () => {}, isTTY: true, columns }, env, "linux", NOW);
}

const names = ["typical", "floors", "unpriced", "nothing", "hostile", "many"];

describe.each([80, 120])("at %i columns", (columns) => {
  test.each(names)("the report %s", async (name) => {
    await expect(`${reportText(fixture(name), look(columns))}\n`).toMatchFileSnapshot(
      `snapshots/report-${name}-${columns}.txt`,
    );
  });

  test("a table of sessions, one session, a file", async () => {
    const typical = fixture("typical");
    const source = ["// a cart", "export const cart = [];", "cart.push(\tflower);"];
    const texts = [
      sessionsText(typical, look(columns)),
      sessionText(detailOf(typical), look(columns)),
      blameText(blameOfThree, source, look(columns)),
      blameText({ ...blameOfThree, rev: "v1" }, null, look(columns)),
    ];
    await expect(`${texts.join("\n\n----\n\n")}\n`).toMatchFileSnapshot(`snapshots/others-${columns}.txt`);
  });
});

describe("every text", () => {
  const all = (report: Report, at: Look): readonly string[] => [
    reportText(report, at),
    sessionsText(report, at),
    ...(report.sessions.length === 0 ? [] : [sessionText(detailOf(report), at)]),
  ];

  test.each(names)("of %s fits the terminal", (name) => {
    for (const columns of [50, 64, 80, 100, 140])
      for (const line of all(fixture(name), look(columns)).flatMap((text) => text.split("\n")))
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
  });

  test.each(names)("of %s is ASCII where the locale is no UTF-8", (name) => {
    for (const text of all(fixture(name), look(80, { LANG: "C", NO_COLOR: "1" })))
      expect(text).toMatch(/^[\n -~]*$/);
  });

  test("holds no control or invisible characters, whatever names there are", () => {
    const typical = fixture("typical");
    const [session] = typical.sessions;
    if (session === undefined) throw new Error("no session");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (evil) => {
        const name = `\u001b]0;${evil}\u0007\u009b2J\u202e${evil}`;
        const hostile = {
          ...session,
          id: name,
          agent: name,
          models: [name],
          gitBranch: name,
          repositories: [name],
          started: name,
        };
        const coverage = {
          ...typical.coverage,
          unpriced: [{ model: name, tokens: 1 }],
          unreadable: [{ path: name, reason: name }],
        };
        for (const text of all(
          { ...typical, coverage, repository: name, branch: name, sessions: [hostile] },
          look(80),
        ))
          expect(ESCAPES.test(text.replaceAll("\n", ""))).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

describe("colours", () => {
  const coloured = async (env: Record<string, string | undefined>, columns?: number) => {
    const world = { env: { NO_COLOR: undefined, ...env }, ...(columns === undefined ? {} : { columns }) };
    return (await call(["report"], world)).stdout.includes("\u001b[");
  };

  test("are for terminals, unless the environment says otherwise", async () => {
    expect(await coloured({}, 80)).toBe(true);
    expect(await coloured({})).toBe(false);
    expect(await coloured({ NO_COLOR: "1" }, 80)).toBe(false);
    expect(await coloured({ TERM: "dumb" }, 80)).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1" })).toBe(true);
    expect(await coloured({ FORCE_COLOR: "0" }, 80)).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1", NO_COLOR: "1" }, 80)).toBe(false);
  });

  test("change nothing but colour", () => {
    const bright = reportText(fixture("typical"), look(80, { LANG: "C.UTF-8", FORCE_COLOR: "1" }));
    expect(stripVTControlCharacters(bright)).toBe(reportText(fixture("typical"), look(80)));
  });
});

test("a headline claims no more than is known", () => {
  const typical = fixture("typical");
  const first = (totals: Partial<Report["totals"]>) =>
    reportText({ ...typical, totals: { ...typical.totals, ...totals } }, look(140)).split("\n")[0];
  expect(first({})).toBe("You spent $12.40 on 6 sessions; 60 % of it is in code that is still there.");
  expect(first({ quality: "floor" })).toMatch(/^You spent at least \$12\.40/);
  expect(first({ unpricedTokens: 5 })).toMatch(/^You spent at least \$12\.40/);
  const none = { kept: 0, reworked: 0, reverted: 0, discarded: 0, open: 0, outside: 0, noCode: 0 };
  expect(first({ spend: { ...none, kept: 1, reworked: 999 } })).toMatch(/; less than 1 % of it is in code/);
  expect(first({ spend: { ...none, kept: 999, reworked: 1 } })).toMatch(/; over 99 % of it is in code/);
  expect(first({ spend: { ...none, kept: 1 } })).toMatch(/; all of it is in code that is still there/);
  expect(first({ spend: { ...none, open: 1, reworked: 1 } })).toMatch(
    /; 50 % of it is in code that has not landed yet/,
  );
  expect(first({ spend: { ...none, reworked: 1 } })).toMatch(/; none of it is in code that is still there/);
  expect(first({ spend: { ...none, noCode: 1 } })).toMatch(/; no code was changed, as far as can be seen/);
  expect(first({ spend: none, costUsd: 0 })).toBe("You spent $0.00 on 6 sessions.");
});
