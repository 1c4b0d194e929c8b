// One call of the command line, from its words to its exit status. Everything it touches is handed in.
import { Command, CommanderError } from "commander";
import { createProgressBar } from "./progress.ts";
import { INTERRUPTED } from "./shell.ts";
import type { Asking, Result, Shell, Surroundings } from "./shell.ts";
import { lookFor } from "./text/look.ts";
import { plain } from "./text/plain.ts";
import type { Verb } from "./verb.ts";
import { verbs } from "./verbs/index.ts";
import { VERSION } from "../engine/version.ts";

/** Runs the words after the program's name and gives the exit status: 0 done, 1 the answer is no, 2 wrong use, 3 unreadable, 130 interrupted. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const shell = shellOf(surroundings);
  let result: Result<string> = { ok: true, value: "" };
  const program = programOf(shell, async (verb, args, options) => {
    result = await verb.run(shell, args, options);
  });
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    result = { ok: false, status: 2, message: messageOf(error, program) };
  }
  return finish(result, shell);
}

function finish(result: Result<string>, { stdout, stderr, look }: Shell): number {
  if (result.ok) {
    if (result.value !== "") stdout.write(result.value.endsWith("\n") ? result.value : `${result.value}\n`);
    return result.status ?? 0;
  }
  const prefix = result.status === INTERRUPTED ? "" : "tokenworth: ";
  stderr.write(`${prefix}${plain(result.message.replaceAll("\n", " "), look)}\n`);
  return result.status;
}

function shellOf(surroundings: Surroundings): Shell {
  const { stdout, stderr, env, platform, now, cwd, signal, createEngine } = surroundings;
  const look = lookFor(stdout, env, platform, now);
  return {
    ...surroundings,
    look,
    engine: createEngine(env),
    async ask(question) {
      const bar = createProgressBar(stderr, lookFor(stderr, env, platform, now));
      const onNotice = (notice: string): void => {
        bar.end();
        stderr.write(`tokenworth: ${plain(notice, look)}\n`);
      };
      const asking: Asking = { folder: cwd, onProgress: bar.show, onNotice, signal };
      try {
        return await Promise.race([question(asking), interruption(signal)]);
      } catch (error) {
        if (signal.aborted) return interrupted;
        throw error;
      } finally {
        bar.end();
      }
    },
  };
}

const interrupted = {
  ok: false,
  status: INTERRUPTED,
  message: "Stopped. Nothing is lost.",
} as const;

function interruption(signal: AbortSignal): Promise<typeof interrupted> {
  if (signal.aborted) return Promise.resolve(interrupted);
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(interrupted), { once: true });
  });
}

type RunVerb = (
  verb: Verb,
  args: readonly string[],
  options: Readonly<Record<string, unknown>>,
) => Promise<void>;

function programOf({ stdout, look }: Shell, runVerb: RunVerb): Command {
  const program = new Command("tokenworth")
    .description("What were those tokens worth? What your coding agents cost, and what of their work lasted.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [verb]", "print the help of a verb")
    .addHelpText("after", examplesText(verbs.flatMap(({ examples }) => examples.slice(0, 1))))
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: () => {},
      outputError: () => {},
      getOutHelpWidth: () => look.columns,
      getOutHasColors: () => false,
    })
    .exitOverride();
  for (const verb of verbs) addVerb(program, verb, runVerb);
  return program;
}

function addVerb(program: Command, verb: Verb, runVerb: RunVerb): void {
  const command = program
    .command(`${verb.name} ${verb.arguments ?? ""}`.trim())
    .summary(verb.summary)
    .description(verb.description)
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", examplesText(verb.examples))
    .action(() => runVerb(verb, command.args, command.opts()));
  for (const option of verb.options) command.addOption(option);
}

function examplesText(examples: Verb["examples"]): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  return ["\nExamples:", ...examples.map(([line, what]) => `  ${line.padEnd(width)}  # ${what}`)].join("\n");
}

/** Commander's own words on one line; where it has none, what verbs there are. */
function messageOf(error: CommanderError, program: Command): string {
  const names = verbs.map(({ name }) => name).join(", ");
  const [first, asked] = program.args;
  if (first === undefined) return `say what to do: ${names} (tokenworth --help tells more)`;
  if (error.code === "commander.help") return `unknown verb '${asked ?? first}' (there are ${names})`;
  const message = error.message
    .replace(/^error: /, "")
    .replaceAll(/\s+/g, " ")
    .replace(/^unknown command/, "unknown verb");
  const hopeless = error.code === "commander.unknownCommand" && !message.includes("Did you mean");
  return hopeless ? `${message} (there are ${names})` : message;
}
