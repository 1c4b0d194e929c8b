import { execFileSync } from "node:child_process";
import { constants, getPriority } from "node:os";
import { expect, test } from "vitest";

/** The tests may run behind others themselves. */
const least = (priority: number): number => Math.max(priority, getPriority());
const behind = least(constants.priority.PRIORITY_BELOW_NORMAL);
const last = least(constants.priority.PRIORITY_LOW);

/** The priorities of a process that stepped back in these ways one after the other, and of one that it then started. */
function prioritiesAfter(...watched: readonly boolean[]): number[] {
  const own = "require('node:os').getPriority()";
  const program = `
    import { execFileSync } from "node:child_process";
    import { getPriority } from "node:os";
    import { stepBack } from "./server/lib/step-back.ts";
    for (const watched of ${JSON.stringify(watched)}) stepBack(watched);
    const child = execFileSync(process.execPath, ["-p", ${JSON.stringify(own)}], { encoding: "utf8" });
    console.log(JSON.stringify([getPriority(), Number(child)]));`;
  const words = ["--no-warnings", "--input-type=module-typescript", "--eval", program];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: "utf8" })) as number[];
}

test("steps back, and takes along what it starts", () => {
  expect(prioritiesAfter(true)).toEqual([behind, behind]);
  expect(prioritiesAfter(false)).toEqual([last, last]);
});

test("never steps forward again", () => {
  expect(prioritiesAfter(false, true)).toEqual([last, last]);
});
