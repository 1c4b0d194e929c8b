// The plainest way to read a log of lines: all at once, line for line. What it skips, any other way must count, too.
import { readFileSync } from "node:fs";
import type { Agent } from "../../server/agents/agent.ts";

/** How many records of a file are skipped, and how many lines lost some of their bytes. */
export function skippedIn(
  agent: Agent<unknown>,
  path: string,
): { readonly skipped: number; readonly lost: number } {
  if (agent.source !== "lines") throw new Error(`${agent.id} keeps no lines`);
  const bytes = readFileSync(path);
  let state = agent.start({ path, at: 0 });
  let skipped = 0;
  let lost = 0;
  for (let start = 0, end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) {
    const line = bytes.subarray(start, end);
    const isNeeded = agent.needles.some((needle) => line.includes(needle));
    // Zeros are what a crash leaves; what stands before them was cut off by it.
    const zero = line.lastIndexOf(0);
    const text = utf8(isNeeded ? line.subarray(zero + 1) : line);
    const ends = line.toString("latin1").replaceAll(/^(?:\u00ef\u00bb\u00bf)?[\0-\x20]*|[\0-\x20]*$/g, "");
    if (!isNeeded) skipped += ends === "" || /^\{[^]*\}$/.test(ends) ? 0 : 1;
    else if (text === null) lost++;
    else {
      if (line.subarray(0, Math.max(0, zero)).some((byte) => byte > 32)) lost++;
      const parsed = agent.parse(start === 0 ? text.replace(/^\ufeff/, "") : text, state);
      if (text.trim() !== "") {
        skipped += parsed.skipped.length;
        state = parsed.state;
      }
    }
  }
  return { skipped, lost };
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\r$/, "");
  } catch {
    return null;
  }
}
