// The entry of the command line: wiring only. It runs `run` with the process's own words, streams and signals.
import { stepBack } from "../lib/step-back.ts";
import { confirmOn } from "./confirm.ts";
import { run } from "./run.ts";
import { INTERRUPTED } from "./shell.ts";
import { UNSEEN } from "../lib/unseen.ts";
import { createEngine } from "../engine/create-engine.ts";

stepBack(true);
const interrupt = new AbortController();
// Once: a second Ctrl-C ends the process the hard way.
process.once("SIGINT", () => interrupt.abort());

// Whoever reads our output may stop reading (`| head`): that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  process.stderr.write(`tokenworth: the output could not be written (${error.code ?? error.message})\n`);
  process.exit(3);
});
// There is nobody left to tell.
process.stderr.on("error", () => {});

void run(process.argv.slice(2), {
  createEngine,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  platform: process.platform,
  cwd: process.cwd(),
  now: Date.now(),
  signal: interrupt.signal,
  confirm: (question) => confirmOn(process.stdin, process.stderr, interrupt.signal, question),
}).then(
  (status) => {
    // Work that was given up may still be under way. Any other end waits until a pipe has taken all of the output.
    if (status === INTERRUPTED) process.exit(status);
    process.exitCode = status;
  },
  (error: unknown) => {
    // A fault of ours: the stack is for the report of it.
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `tokenworth: ${said.replace(UNSEEN, (letter) => (letter === "\n" ? letter : ""))}\n`,
    );
    process.exitCode = 3;
  },
);
