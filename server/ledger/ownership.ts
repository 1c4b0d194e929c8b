// Whose is a record that stands in several sessions? Pure, and blind to the order in which files were read.
import type { SessionRecord } from "./records.ts";

/** How sessions stem from each other. */
export type Lineage = {
  /** The session that a subagent's work belongs to; a session that is no subagent's is its own. */
  rootOf(session: string): string;
  parentOf(session: string): string | null;
  /** Whether `session` was forked from `other`, perhaps by way of others. */
  stemsFrom(session: string, other: string): boolean;
  isSubagent(session: string): boolean;
};

type Parent = { readonly session: string; readonly relation: "subagent" | "fork" };

/** The lineage that sessions' records tell; where they disagree a subagent wins over a fork, then the later name. Circles lead nowhere. */
export function lineageOf(records: readonly SessionRecord[]): Lineage {
  const parents = new Map<string, Parent>();
  for (const { session, parent, relation } of records) {
    if (parent === null || relation === null || parent === session) continue;
    const known = parents.get(session);
    if (known === undefined || compare([relation, parent], [known.relation, known.session]) > 0) {
      parents.set(session, { session: parent, relation });
    }
  }
  const rootOf = (session: string): string => {
    const seen = new Set([session]);
    let root = session;
    for (;;) {
      const parent = parents.get(root);
      if (parent?.relation !== "subagent" || seen.has(parent.session)) return root;
      seen.add(parent.session);
      root = parent.session;
    }
  };
  const stemsFrom = (session: string, other: string): boolean => {
    const seen = new Set<string>();
    for (
      let at = parents.get(session);
      at !== undefined && !seen.has(at.session);
      at = parents.get(at.session)
    ) {
      if (at.session === other) return true;
      seen.add(at.session);
    }
    return false;
  };
  return {
    rootOf,
    stemsFrom,
    parentOf: (session) => parents.get(session)?.session ?? null,
    isSubagent: (session) => parents.get(session)?.relation === "subagent",
  };
}

/** A session that has a record, and when. */
export type Claim = { readonly session: string; readonly at: number };

/** Chooses the one session that a record counts for, from at least one claim. */
export type ChooseOwner = (claims: readonly Claim[]) => string;

/**
 * The earliest claim wins. Copies mostly bear their original's time: then a fork yields to what it was forked from, next
 * the session whose first record of its own comes later yields (one that has none is a mere beginning of the others),
 * and last the name decides. `groups` are the claims of all records.
 */
export function ownerChooser(groups: Iterable<readonly Claim[]>, lineage: Lineage): ChooseOwner {
  const firstOwn = new Map<string, number>();
  for (const claims of groups) {
    const [first] = claims;
    if (first === undefined || claims.some(({ session }) => session !== first.session)) continue;
    for (const { at } of claims)
      firstOwn.set(first.session, Math.min(firstOwn.get(first.session) ?? Infinity, at));
  }
  return (claims) => {
    const start = Math.min(...claims.map(({ at }) => at));
    const tied = [...new Set(claims.filter(({ at }) => at === start).map(({ session }) => session))];
    const roots = tied.filter((session) => !tied.some((other) => lineage.stemsFrom(session, other)));
    const ranked = (roots.length > 0 ? roots : tied).toSorted((a, b) => {
      const [first, second] = [firstOwn.get(a) ?? -Infinity, firstOwn.get(b) ?? -Infinity];
      return first < second ? -1 : first > second ? 1 : compare([a], [b]);
    });
    return ranked[0] ?? "";
  };
}

/** Texts in order, the first that differ decide: less, equal or greater than 0. */
function compare(a: readonly string[], b: readonly string[]): number {
  const index = a.findIndex((text, at) => text !== b[at]);
  if (index < 0) return 0;
  return (a[index] ?? "") < (b[index] ?? "") ? -1 : 1;
}
