import { expect, test } from "vitest";
import { csvOf } from "../../media/csv.ts";

test("lines end as RFC 4180 has it, and what is special is quoted", () => {
  expect(
    csvOf([
      ["a", "b"],
      ['x"y', "1,2\n3"],
      [null, 0.5],
    ]),
  ).toBe('a,b\r\n"x""y","1,2\n3"\r\n,0.5\r\n');
});

test.for(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("a name is no formula: %j", (name) => {
  expect(csvOf([[name]]).replaceAll('"', "")).toMatch(/^'/);
});

test("a negative number stays a number", () => {
  expect(csvOf([[-1.5]])).toBe("-1.5\r\n");
});
