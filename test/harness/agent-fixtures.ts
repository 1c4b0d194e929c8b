// The fixtures of an agent: real enough records to begin from.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Agent } from "../../server/agents/agent.ts";

export const AGENT_FIXTURES = new URL("../fixtures/agents", import.meta.url).pathname;

/** `path`: of the input below the case's folder, with "/". A row stands as JSON. */
export type AgentCase = { readonly name: string; readonly path: string; readonly records: readonly string[] };

/** The cases of an agent, found by folder, so that a new agent's need no word here. */
export function casesOf(agent: Pick<Agent, "id" | "source">): AgentCase[] {
  const root = join(AGENT_FIXTURES, agent.id);
  const inputs = existsSync(root) ? readdirSync(root, { recursive: true, encoding: "utf8" }) : [];
  return inputs
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /(^|\/)input\.\w+$/.test(path))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const [name = path, ...rest] = path.split("/");
      return { name, path: rest.join("/"), records: recordsOf(text, agent.source) };
    });
}

function recordsOf(text: string, source: Agent["source"]): string[] {
  if (source === "documents") return [text];
  if (source === "lines") return text.split("\n").filter(Boolean);
  const rows: unknown = JSON.parse(text);
  return Array.isArray(rows) ? rows.map((row) => JSON.stringify(row)) : [];
}
