// Reads the rows of another program's database: all of them each time it changed, since rows are updated and deleted.
import { databaseStamp, withForeignDatabase } from "./foreign-database.ts";
import { type AnyAgent, atStart, type Reading, withdrawalOf } from "./read-file.ts";

export type RowsAgent = Extract<AnyAgent, { source: "rows" }>;

/**
 * Reads a database into the ledger. Requests whose rows were pruned stay. False: it was stopped, and nothing of it is
 * kept. Throws where it can't be read.
 */
export async function readRows(
  agent: RowsAgent,
  { source, mark, sink, collector, signal, pause, onBytes }: Reading,
): Promise<boolean> {
  // Taken first: what is written while it is being read is seen as a change next time.
  const stamp = databaseStamp(source.path);
  let state = agent.start({ path: source.path, at: mark.changedAt });
  let index = 0;
  const finished = await withForeignDatabase(source.path, async (database) => {
    for (const row of database.prepare(agent.query).iterate()) {
      if (signal?.aborted === true) return false;
      const parsed = agent.parse(row, state);
      for (const event of parsed.events) collector.add(event, index);
      for (const reason of parsed.skipped) collector.skip(reason);
      state = parsed.state;
      index++;
      await pause();
    }
    return true;
  });
  onBytes(mark.size);
  if (!finished) return false;
  await collector.count(pause);
  const checkpoint = { ...atStart(mark, JSON.stringify(state), agent.version), stamp };
  const withdrawal = withdrawalOf(source, agent.version, "state");
  sink.add({ source, withdrawal, slice: collector.take(), checkpoint });
  return true;
}
