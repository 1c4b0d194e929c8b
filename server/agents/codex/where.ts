import type { Place, Surroundings } from "../agent.ts";

const LOG = /\.jsonl$/i;

/** The folders in which Codex keeps its rollouts, each of them searched to any depth for `.jsonl` files. */
export function where({ home, env }: Surroundings): Place[] {
  const root = env["CODEX_HOME"]?.trim() || `${home}/.codex`;
  const matches = (relativePath: string): boolean => LOG.test(relativePath);
  return [
    { folder: `${root}/sessions`, matches },
    { folder: `${root}/archived_sessions`, matches },
  ];
}
