// Measured in a process of its own, so that its memory is nobody else's: the last line it prints is its answer.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export type Spent = {
  /** Wall time from the process's own first measurement on, ms. */
  readonly milliseconds: number;
  /** CPU time of that process alone, without git's, ms. */
  readonly cpu: number;
  /** The most memory it ever had, MiB. */
  readonly peak: number;
};

/** Runs a file of this folder and gives what it printed last, as JSON. Throws where it fails. */
export async function inOwnProcess(file: string, args: readonly string[]): Promise<unknown> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, ["--no-warnings", path, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8").trim().split("\n").at(-1) ?? "null");
}

/** Starts a measurement; what it gives tells what was spent until then. */
export function startMeasuring(): () => Spent {
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return {
      milliseconds: performance.now() - started,
      cpu: (user + system) / 1000,
      peak: process.resourceUsage().maxRSS / 1024,
    };
  };
}
