// What the ledger knows of each agent's records as such: for whoever wants to see whether all is well.
import type { DatabaseSync } from "node:sqlite";

export type AgentOverview = {
  readonly agent: string;
  /** Logs that were read and are gone from the disk. */
  readonly gone: number;
  /** Epoch ms; null where nothing is known. */
  readonly newestAt: number | null;
  readonly skipped: readonly { readonly reason: string; readonly records: number }[];
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
};

/** Of each agent of which anything was read, by name. */
export function overviewOf(database: DatabaseSync): AgentOverview[] {
  const own = "source IN (SELECT id FROM sources WHERE agent = ?)";
  const newest = database.prepare(
    ["prompts", "requests", "edits"]
      .map((table) => `SELECT max(at) AS at FROM ${table} WHERE ${own}`)
      .join(" UNION "),
  );
  const skips = database.prepare(
    `SELECT reason, sum(records) AS records FROM skips WHERE ${own} GROUP BY reason ORDER BY records DESC, reason`,
  );
  const broken = database.prepare(
    `SELECT path, reason FROM unreadable JOIN sources ON id = source WHERE agent = ? ORDER BY path, unreadable.offset`,
  );
  const agents = database
    .prepare("SELECT agent, sum(gone) AS gone FROM sources GROUP BY agent ORDER BY agent")
    .all();
  return agents.map((row) => {
    const agent = String(row["agent"]);
    const times = newest.all(agent, agent, agent).flatMap(({ at }) => (typeof at === "number" ? [at] : []));
    return {
      agent,
      gone: Number(row["gone"]),
      newestAt: times.length === 0 ? null : Math.max(...times),
      skipped: skips
        .all(agent)
        .map(({ reason, records }) => ({ reason: String(reason), records: Number(records) })),
      unreadable: broken
        .all(agent)
        .map(({ path, reason }) => ({ path: String(path), reason: String(reason) })),
    };
  });
}
