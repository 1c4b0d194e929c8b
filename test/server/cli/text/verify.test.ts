import stringWidth from "string-width";
import { expect, test } from "vitest";
import { lookFor } from "../../../../server/cli/text/look.ts";
import { verifyText } from "../../../../server/cli/text/verify.ts";
import type { Verify } from "../../../../server/protocol/verify.ts";
import { allTheSame } from "../cli-harness.ts";

const look = (columns: number, locale = "C.UTF-8") =>
  lookFor({ write: () => {}, isTTY: true, columns }, { LANG: locale, NO_COLOR: "1" }, "linux", 0);

const renamed: Verify = {
  ...allTheSame,
  firstParent: true,
  same: 26_690,
  mismatches: [
    { path: "src/a.ts", lines: 3, cause: "rename" },
    { path: "templates/one/of/many/that/are/alike/\u001b[31m_gitignore", lines: 7, cause: "rename" },
  ],
};
const broken: Verify = {
  ...renamed,
  same: 26_600,
  mismatches: [
    ...renamed.mismatches,
    { path: "src/b.ts", lines: 80, cause: "hunk" },
    { path: "src/b.ts", lines: 2, cause: "merge" },
    { path: "logo.svg", lines: 8, cause: "other" },
    ...Array.from({ length: 30 }, (_, i) => ({ path: `many/${i}`, lines: 1, cause: "rename" as const })),
  ],
  notCompared: [
    { path: "big.json", reason: "fatal: could not fetch 1234 from promisor remote" },
    { path: "b", reason: "gone" },
  ],
};
const empty: Verify = { ...allTheSame, branch: null, rev: null, files: 0, lines: 0, same: 0 };

test.each([80, 120])("the answers at %i columns", async (columns) => {
  const texts = [allTheSame, renamed, broken, empty].map((answer) => verifyText(answer, look(columns)));
  await expect(`${texts.join("\n\n----\n\n")}\n`).toMatchFileSnapshot(`snapshots/verify-${columns}.txt`);
});

test("they fit the terminal, and are ASCII where there is no more", () => {
  for (const answer of [allTheSame, renamed, broken, empty]) {
    for (const columns of [50, 80, 140])
      for (const line of verifyText(answer, look(columns)).split("\n"))
        expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    expect(verifyText(answer, look(80, "C"))).toMatch(/^[\n -~]*$/);
  }
});
