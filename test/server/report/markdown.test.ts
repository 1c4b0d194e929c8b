import { expect, test } from "vitest";
import { cutPicture } from "../../../server/metrics/cut-picture.ts";
import { asCode, tableOf } from "../../../server/report/markdown-text.ts";
import { markdownOf } from "../../../server/report/markdown.ts";
import { overviewOf } from "../../../server/report/overview.ts";
import { sessionsPageOf } from "../../../server/report/sessions-page.ts";
import { FRESH } from "../../harness/fresh.ts";
import { ALL } from "../../harness/story-overview.ts";
import { NOW, pictureOf } from "../metrics/pictures.ts";

function documentOf(picture: ReturnType<typeof pictureOf>, known = true): string {
  const cut = cutPicture(picture);
  const freshness = { ...FRESH, outcomesAsOf: known ? new Date(NOW).toISOString() : null };
  const sort = { by: "costUsd", descending: true } as const;
  const asked = { filter: ALL, outcome: null, sort, from: 0, count: 5 };
  return markdownOf(overviewOf(cut, ALL, { now: NOW, freshness }), sessionsPageOf(cut, asked, NOW).rows);
}

const session = {
  turns: [
    {
      spends: [{ cost: 2e12 }],
      pieces: [{ lines: 3 }, { path: "b.ts", lines: 1, outcome: "open" as const }],
    },
  ],
};

test("the document says what was spent, what became of it, and what it rests on", () => {
  const text = documentOf(pictureOf(Array.from({ length: 6 }, () => session)));
  expect(text).toContain(
    "You spent $12.00 on 6 sessions in all, at list price: this is not your bill. 75 % of it",
  );
  expect(text).toContain("| Kept | $9.00 | 75 % | 4.5k | 18 |");
  expect(text).toContain("So few sessions say little.");
  expect(text).toContain("| `large` | 6 | $12.00 | 6.0k | 75 % | $0.6667 |");
  expect(text).toContain("Prices: `a table` as of `2026-06-01`.");
});

test("fewer than five sessions tell no figure of value", () => {
  expect(documentOf(pictureOf([session]))).toContain(
    "| Part of the money in work that lasted | too few to tell |",
  );
});

test("what is not known is not said", () => {
  const text = documentOf(pictureOf([{ turns: [{}] }], { followed: false }), false);
  expect(text).toContain("What became of it is not known yet.");
  expect(text).not.toContain("Where it went");
  expect(documentOf(pictureOf([]))).toContain("No coding agent's session was found in all.");
});

test.each([
  ["plain", "`plain`"],
  ["a|b", "`a\\|b`"],
  ["`x`", "`` `x` ``"],
  ["```", "```` ``` ````"],
  ["two\nlines\u202e\u0007", "`two lines`"],
  ["", "?"],
  ["<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"],
])("a name is text: %j", (name, code) => {
  expect(asCode(name)).toBe(code);
});

test("a name made of Markdown and HTML stays code in every place where it is told", () => {
  const evil = "x`](javascript:alert(1)) <script>|\n# y";
  const picture = pictureOf([session], {
    models: [evil, evil, evil],
    repositories: [evil, evil, evil].map((root) => ({ root, branch: null })),
    agents: [{ id: "agent-a", label: evil, deletesAfterDays: null }],
    coverage: {
      assumed: [{ model: evil, pricedAs: evil }],
      unreadable: [{ path: evil, reason: evil }],
      skippedRecords: 0,
    },
  });
  const text = documentOf(picture);
  const withoutCode = text.replaceAll(/`` [^\n]*? ``/g, "");
  expect(text).toContain("`` x`](javascript:alert(1)) <script>\\| # y ``");
  expect(withoutCode).not.toMatch(/javascript|script|# y/);
});

test("a table has a head, a rule and rows", () => {
  expect(tableOf(["a", "b"], [["1", "2"]])).toBe("| a | b |\n| --- | ---: |\n| 1 | 2 |");
});
