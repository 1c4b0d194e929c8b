import { Option } from "commander";
import { makeDemo } from "../demo.ts";
import type { Engine } from "../../engine/engine.ts";
import { all, branch, format, includeInferred, now, readShared, since, until } from "../options.ts";
import type { Asked, SharedOptions } from "../options.ts";
import type { Result, Shell } from "../shell.ts";
import { wrap } from "../text/plain.ts";
import { reportText } from "../text/report.ts";
import { jsonOf } from "../text/json.ts";
import { optionsOf } from "../verb.ts";
import type { Verb } from "../verb.ts";
import type { Report } from "../../protocol/report.ts";

type Options = SharedOptions & { readonly orDemo?: boolean };

/** What the agents cost, and what of their work lasted. */
export const report: Verb = {
  name: "report",
  summary: "what you spent on coding agents, and what of it lasted",
  description:
    "Tells what you spent on coding agents in this repository, what of their work is still there, what was done again, and what is not known.",
  examples: [
    ["tokenworth report", "this repository, from its first session on"],
    ["tokenworth report --since monday", "this week"],
    ["tokenworth report --since 'last week' --until 'last week'", "the week before"],
    ["tokenworth report --all --format json", "all repositories, for other programs"],
  ],
  options: [
    all(),
    since(),
    until(),
    branch(),
    includeInferred(),
    format(),
    now(),
    new Option("--or-demo", "a demonstration where there is nothing to report").hideHelp(),
  ],
  async run(shell, _args, given) {
    const options = optionsOf<Options>(given);
    const asked = readShared(options, shell.now);
    if (!asked.ok) return asked;
    const answer = await askReport(shell, shell.engine, asked.value, options.all === true);
    if (!answer.ok) return answer;
    if (options.orDemo === true && answer.value.sessions.length === 0)
      return demonstration(shell, options, asked.value);
    return { ok: true, value: printed(answer.value, shell, options) };
  },
};

function askReport(shell: Shell, engine: Engine, asked: Asked, everywhere: boolean): Promise<Result<Report>> {
  return shell.ask((asking) => engine.report({ ...asking, ...asked, all: everywhere }));
}

function printed(value: Report, shell: Shell, { format: as }: Options): string {
  return as === "json" ? jsonOf(value) : reportText(value, { ...shell.look, now: Date.parse(value.now) });
}

const NOTICE =
  "This is a demonstration: no coding agent's log was found on this machine. The sessions below are invented, " +
  "and their repository was made in a temporary folder that is gone by now.";

async function demonstration(shell: Shell, options: Options, asked: Asked): Promise<Result<string>> {
  const demo = makeDemo(shell.env);
  if (!demo.ok) return demo;
  try {
    const answer = await askReport(shell, shell.createEngine(demo.value.env), asked, true);
    if (!answer.ok) return answer;
    const text = printed(answer.value, shell, options);
    if (options.format === "text")
      return { ok: true, value: `${shell.look.colors.bold(wrap(NOTICE, shell.look.columns))}\n\n${text}` };
    shell.stderr.write(`${NOTICE}\n`);
    return { ok: true, value: text };
  } finally {
    demo.value.remove();
  }
}
