import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import { linesOf } from "../../lib/lines.ts";
import { branch, format, includeInferred, now, readShared } from "../options.ts";
import type { SharedOptions } from "../options.ts";
import { blameText } from "../text/blame.ts";
import { jsonOf } from "../text/json.ts";
import { optionsOf } from "../verb.ts";
import type { Verb } from "../verb.ts";

type Options = SharedOptions & { readonly rev?: string };

const LARGEST_SHOWN = 16 * 1024 * 1024;

/** Who wrote each line of a file. */
export const blame: Verb = {
  name: "blame",
  arguments: "<path>",
  summary: "who wrote each line of a file: an agent, or not known",
  description:
    "Tells for each line of a file which agent wrote it, in which session and turn. A line without evidence is never called an agent's.",
  examples: [
    ["tokenworth blame src/app.ts", "the file as it is now"],
    ["tokenworth blame src/app.ts --rev v1.2", "as it was in a commit"],
    ["tokenworth blame src/app.ts --format json", "for other programs"],
  ],
  options: [
    new Option("--rev <rev>", "a commit, instead of the working tree"),
    branch(),
    includeInferred(),
    format(),
    now(),
  ],
  async run(shell, [path = ""], given) {
    const options = optionsOf<Options>(given);
    const asked = readShared(options, shell.now);
    if (!asked.ok) return asked;
    const rev = options.rev ?? null;
    const answer = await shell.ask((asking) => shell.engine.blame({ ...asking, ...asked.value, path, rev }));
    if (!answer.ok) return answer;
    if (options.format === "json") return { ok: true, value: jsonOf(answer.value) };
    const source = rev === null ? sourceOf(resolve(shell.cwd, path)) : null;
    return { ok: true, value: blameText(answer.value, source, { ...shell.look, now: asked.value.now }) };
  },
};

/** The lines of a file to print beside their writers; null where they can't be had. */
function sourceOf(path: string): readonly string[] | null {
  try {
    return statSync(path).size > LARGEST_SHOWN ? null : linesOf(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}
