import type { Agent } from "../agent.ts";
import { mayBeOutlined, outlineSuffices } from "./outline.ts";
import { needles, parse } from "./parse.ts";
import { retention } from "./retention.ts";
import { start, type State } from "./state.ts";
import { where } from "./where.ts";

/**
 * Claude Code, from the records of its sessions (`projects/<folder>/<session>.jsonl`), its subagents' included. A rewind
 * leaves no record that says which files were put back: that edits are gone is seen by what the files hold later.
 */
export const claudeCode: Agent<State> = {
  id: "claude-code",
  label: "Claude Code",
  version: 1,
  source: "lines",
  needles,
  outline: { isLikely: mayBeOutlined, suffices: outlineSuffices },
  where,
  retention,
  start,
  parse,
};
