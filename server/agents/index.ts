// The agents that are read: one line each.
export { claudeCode } from "./claude-code/index.ts";
export { codex } from "./codex/index.ts";
