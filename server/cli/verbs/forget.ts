import { resolve, sep } from "node:path";
import { Option } from "commander";
import type { ForgetWhat, Forgetting } from "../../protocol/forget.ts";
import { format } from "../options.ts";
import type { SharedOptions } from "../options.ts";
import { wrongUse } from "../shell.ts";
import type { Result, Shell } from "../shell.ts";
import { forgottenText, forgettingText } from "../text/forget.ts";
import { wrap } from "../text/plain.ts";
import { jsonOf } from "../text/json.ts";
import { optionsOf } from "../verb.ts";
import type { Verb } from "../verb.ts";

type Options = Pick<SharedOptions, "format"> & {
  readonly repository?: string;
  readonly agent?: string;
  readonly session?: string;
  readonly yes?: boolean;
};

/** Erases what was recorded. */
export const forget: Verb = {
  name: "forget",
  summary: "erase what was recorded: everything, or one repository's, agent's or session's part",
  description:
    "Erases what Tokenworth has recorded, after it has said what and asked. Nothing of it is left in the ledger. The agents' own logs stay as they are: a repository, agent or session that was erased is not read from them again; after everything was erased, the next run begins anew.",
  examples: [
    ["tokenworth forget --session 3f2a", "one session, by the beginning of its id"],
    ["tokenworth forget --repository .", "what was done in this repository"],
    ["tokenworth forget --yes", "everything, without a question"],
  ],
  options: [
    new Option("--repository <folder>", "what was done in that repository"),
    new Option("--agent <id>", "that agent's sessions"),
    new Option("--session <id>", "one session"),
    new Option("--yes", "do not ask"),
    format(),
  ],
  async run(shell, _args, given) {
    const options = optionsOf<Options>(given);
    const asked = whatOf(options, shell.cwd);
    if (!asked.ok) return asked;
    const ask = (erase: boolean): Promise<Result<Forgetting>> =>
      shell.ask((asking) => shell.engine.forget({ ...asking, asked: asked.value, erase, resume: true }));
    const found = await ask(false);
    if (!found.ok) return found;
    if (isEmpty(found.value)) return printed(found.value, shell, options);
    if (options.yes !== true) {
      shell.stderr.write(`${wrap(forgettingText(found.value, shell.look), shell.look.columns)}\n`);
      const answer = await shell.confirm("Erase it?");
      if (answer === null)
        return wrongUse(
          "nothing was erased: there is no terminal to ask at; --yes erases without a question",
        );
      if (!answer) return { ok: false, status: 1, message: "nothing was erased" };
    }
    const done = await ask(true);
    return done.ok ? printed(done.value, shell, options) : done;
  },
};

const isEmpty = ({ what, sessions, edits }: Forgetting): boolean =>
  what !== "everything" && sessions === 0 && edits === 0;

function printed(value: Forgetting, shell: Shell, { format: as }: Options): Result<string> {
  return {
    ok: true,
    value: as === "json" ? jsonOf(value) : wrap(forgottenText(value, shell.look), shell.look.columns),
  };
}

function whatOf({ repository, agent, session }: Options, cwd: string): Result<ForgetWhat> {
  const named: ForgetWhat[] = [];
  if (repository !== undefined)
    named.push({ what: "repository", name: resolve(cwd, repository).split(sep).join("/") });
  if (agent !== undefined) named.push({ what: "agent", name: agent });
  if (session !== undefined) named.push({ what: "session", name: session });
  if (named.length > 1) return wrongUse("say one of --repository, --agent and --session");
  return { ok: true, value: named[0] ?? { what: "everything" } };
}
