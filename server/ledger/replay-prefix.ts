// A forked file that begins with a replay of its parent's, under new times and keys: where its own part starts. Pure.
import type { Lineage } from "./ownership.ts";
import type { RequestRecord } from "./records.ts";

/** A request with the file that it stands in. */
export type Placed = { readonly source: number; readonly record: RequestRecord };

/** One file's part of one session: its replayable requests in the order of the file. */
type Strand = {
  readonly source: number;
  readonly session: string;
  readonly first: number;
  readonly steps: readonly { readonly replay: number; readonly position: number }[];
};

/** The last replayed position in a file for a session: what stands up to there counts for nothing. -1: nothing is replayed. */
export type ReplayedUpTo = (source: number, session: string) => number;

/**
 * Compares each forked session's file with those of its parent; where the parent left none, with those of its elder
 * siblings. The longest common beginning is a replay.
 */
export function replayedUpTo(requests: Iterable<Placed>, lineage: Lineage): ReplayedUpTo {
  const strands = strandsOf(requests);
  const bySession = Map.groupBy(strands, ({ session }) => session);
  const byParent = Map.groupBy(strands, ({ session }) => lineage.parentOf(session));
  const ends = new Map<string, number>();
  for (const strand of strands) {
    const parent = lineage.parentOf(strand.session);
    if (parent === null) continue;
    const elders = (byParent.get(parent) ?? []).filter((other) => isElder(other, strand));
    const models = bySession.get(parent) ?? elders;
    const replayed = Math.max(0, ...models.map((model) => commonSteps(model, strand)));
    const last = strand.steps[replayed - 1];
    if (last !== undefined) ends.set(`${strand.source} ${strand.session}`, last.position);
  }
  return (source, session) => ends.get(`${source} ${session}`) ?? -1;
}

function strandsOf(requests: Iterable<Placed>): Strand[] {
  const grouped = new Map<string, Placed[]>();
  for (const placed of requests) {
    if (placed.record.replay === null) continue;
    const name = `${placed.source} ${placed.record.session}`;
    const group = grouped.get(name);
    if (group === undefined) grouped.set(name, [placed]);
    else group.push(placed);
  }
  return [...grouped.values()].map((group) => {
    const ordered = group.toSorted((a, b) => a.record.position - b.record.position);
    return {
      source: ordered[0]?.source ?? 0,
      session: ordered[0]?.record.session ?? "",
      first: Math.min(...ordered.map(({ record }) => record.at)),
      steps: ordered.map(({ record }) => ({ replay: record.replay ?? 0, position: record.position })),
    };
  });
}

function isElder(other: Strand, strand: Strand): boolean {
  if (other.session === strand.session) return false;
  return other.first < strand.first || (other.first === strand.first && other.session < strand.session);
}

function commonSteps(a: Strand, b: Strand): number {
  let steps = 0;
  while (
    steps < Math.min(a.steps.length, b.steps.length) &&
    a.steps[steps]?.replay === b.steps[steps]?.replay
  )
    steps++;
  return steps;
}
