// The processes that a host's extensions run.
import { execFileSync } from "node:child_process";
import type { TestHost } from "./host.ts";

/** Process ids of our language servers in a host, one for each window, without those that work for them. */
export function serversOf({ state }: TestHost): number[] {
  const processes = execFileSync("ps", ["-ww", "-eo", "pid=,args="], { encoding: "utf8" }).split("\n");
  return processes
    .filter((line) => line.includes(`${state.folder}/extensions/`) && line.includes("/dist/server.cjs"))
    .filter((line) => !line.includes("--work"))
    .map((line) => Number.parseInt(line, 10));
}
