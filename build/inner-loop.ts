// The inner loop, as much of it at once as there are processors for: types, lint and format beside the quick tests. Dead code
// is left to `npm test`. Ends with the first failure's status; what each part says is shown when it has ended, tests last.
import { spawn } from "node:child_process";
import { once } from "node:events";

type Ended = { readonly status: number; readonly said: string };

async function run(command: string): Promise<Ended> {
  const child = spawn(command, { shell: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const [status]: unknown[] = await once(child, "close");
  return { status: typeof status === "number" ? status : 1, said };
}

const checks = run("tsc -b && oxfmt --check . && oxlint --type-aware --quiet");
const tests = run("vitest run --project fast --maxWorkers=100%");
const ended = [await checks, await tests];
for (const { status, said } of ended)
  if (status !== 0 || said === ended.at(-1)?.said) process.stdout.write(said);
process.exitCode = ended.find(({ status }) => status !== 0)?.status ?? 0;
