import type { Agent } from "../agent.ts";
import { needles, parse } from "./parse.ts";
import { start, type CodexState } from "./state.ts";
import { where } from "./where.ts";

/** OpenAI's Codex: its command line, desktop app and IDE extension all write the same rollouts. */
export const codex: Agent<CodexState> = {
  id: "codex",
  label: "Codex",
  version: 1,
  source: "lines",
  needles,
  where,
  start,
  parse,
};
