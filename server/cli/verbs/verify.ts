import { InvalidArgumentError, Option } from "commander";
import type { Verify } from "../../protocol/verify.ts";
import { branch, format } from "../options.ts";
import type { SharedOptions } from "../options.ts";
import { NO } from "../shell.ts";
import { verifyText } from "../text/verify.ts";
import { jsonOf } from "../text/json.ts";
import { optionsOf } from "../verb.ts";
import type { Verb } from "../verb.ts";

type Options = Pick<SharedOptions, "format" | "branch"> & {
  readonly files?: number;
  readonly firstParent?: boolean;
};

/** Holds our reading of the history against git's own. The answer is no where a difference has another cause than a rename. */
export const verify: Verb = {
  name: "verify",
  summary: "check against git which commit brought each line",
  description:
    "Every figure stands on knowing which commit brought each line of the code. This asks git blame the same, file by file, and shows where the two differ. It reads commits only: neither logs nor the working tree.",
  examples: [
    ["tokenworth verify", "every file of the main line"],
    ["tokenworth verify --files 100", "a hundred files, spread over all"],
    ["tokenworth verify --first-parent", "a merge counts as one change"],
    ["tokenworth verify --format json", "for other programs"],
  ],
  options: [
    new Option("--files <number>", "only so many files, spread over all").argParser(countOf),
    new Option("--first-parent", "take a merge as one change, like git blame --first-parent"),
    branch(),
    format(),
  ],
  async run(shell, _args, given) {
    const { format: as, branch: ref = null, files = null, firstParent = false } = optionsOf<Options>(given);
    const answer = await shell.ask((asking) =>
      shell.engine.verify({ ...asking, branch: ref, files, firstParent }),
    );
    if (!answer.ok) return answer;
    const value = as === "json" ? jsonOf(answer.value) : verifyText(answer.value, shell.look);
    return { ok: true, value, ...(isNo(answer.value) ? { status: NO } : {}) };
  },
};

const isNo = ({ mismatches }: Verify): boolean => mismatches.some(({ cause }) => cause !== "rename");

function countOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("It must be a whole number, 1 or more.");
  return Number(text);
}
