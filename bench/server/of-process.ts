// What a process takes, as the system tells it. Linux only.
import { readFileSync } from "node:fs";

/** MiB: what a process has in memory now, and the most it ever had; 0 where there is none. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readOr(`/proc/${pid}/status`);
  const mib = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: mib("VmRSS"), peak: mib("VmHWM") };
}

/** Processor time that a process and those it waited for have used, ms. */
export function cpuOf(pid: number): number {
  const stat = readOr(`/proc/${pid}/stat`);
  const fields = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .map(Number);
  // In hundredths of a second: of itself in its own code and in the system's, and of its children in both.
  return fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) * 10;
}

function readOr(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
