// Files that the user writes, in the settings folder.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Surroundings } from "../agents/agent.ts";
import { settingsFolder } from "../ledger/folder.ts";
import type { Answer } from "./engine.ts";

type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };

/** What `read` makes of a JSON file (`without` where there is none); status 2 where it can't be understood. */
export function readUserFile<Value>(
  surroundings: Surroundings,
  name: string,
  read: (parsed: unknown) => Read<Value>,
  without: Value,
): Answer<Value> {
  const file = join(settingsFolder(surroundings), name);
  const wrong = (why: string) => ({ ok: false, status: 2, message: `${file}: ${why}` }) as const;
  if (!existsSync(file)) return { ok: true, value: without };
  try {
    const answer = read(JSON.parse(readFileSync(file, "utf8")));
    return answer.ok ? answer : wrong(answer.message);
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}
