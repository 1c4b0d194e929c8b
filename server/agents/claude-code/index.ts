import type { Agent } from "../agent.ts";
import { needles, parse } from "./parse.ts";
import { start, type State } from "./state.ts";
import { where } from "./where.ts";

/** Claude Code, from the records of its sessions (`projects/<folder>/<session>.jsonl`), its subagents' included. */
export const claudeCode: Agent<State> = {
  id: "claude-code",
  label: "Claude Code",
  version: 1,
  source: "lines",
  needles,
  where,
  start,
  parse,
};
