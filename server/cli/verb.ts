// A verb of the command line as plain data: one file in `verbs/` and one line in its list.
import type { Option } from "commander";
import type { Result, Shell } from "./shell.ts";

export type Verb = {
  readonly name: string;
  /** As commander writes them: `<path>`, `[id]`. */
  readonly arguments?: string;
  /** What it answers, for the list of verbs. */
  readonly summary: string;
  /** A few lines more, for its own help. */
  readonly description: string;
  /** Command lines with what they are for. */
  readonly examples: readonly (readonly [string, string])[];
  readonly options: readonly Option[];
  /** Gives what goes to standard output. `options` as commander names them, checked against `options` above. */
  run(
    shell: Shell,
    args: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ): Promise<Result<string>>;
};

/** Types the options that commander has read for a verb: which there are is known from its list alone. */
export function optionsOf<Options>(options: Readonly<Record<string, unknown>>): Options {
  return options as Options;
}
