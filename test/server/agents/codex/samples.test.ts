// Totals of real rollouts, with the rule by which the ledger tells a child's repeated history from its own requests.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { RequestEvent } from "../../../../server/agents/agent.ts";
import { countOf, isRecord, textOf } from "../../../../server/lib/json.ts";
import { read, type Rollout } from "./rollout.ts";

const shared = resolve(import.meta.dirname, "../../../../../shared");
const totals = join(shared, "samples/expected-totals.json");
const sets = existsSync(totals) ? setsOf(JSON.parse(readFileSync(totals, "utf8"))) : [];

describe.skipIf(sets.length === 0)("the samples' totals", () => {
  test.each(sets)("$id", ({ root, recount }) => {
    const rollouts = rolloutsUnder(join(shared, root));
    expect(sumOf(ownRequests(rollouts))).toEqual(recount);
    expect(sumOf(ownRequests(rollouts.toReversed()))).toEqual(recount);
    expect(sumOf(ownRequests([...rollouts, ...rollouts]))).toEqual(recount);
  });
});

type Sum = { readonly input: number; readonly cacheRead: number; readonly output: number };

function setsOf(document: unknown): { readonly id: string; readonly root: string; readonly recount: Sum }[] {
  const all = isRecord(document) && Array.isArray(document["sets"]) ? document["sets"] : [];
  return all.filter(isRecord).flatMap((set) => {
    const { input, cacheRead, output } = isRecord(set["recount"]) ? set["recount"] : {};
    const recount = {
      input: countOf(input) ?? -1,
      cacheRead: countOf(cacheRead) ?? -1,
      output: countOf(output) ?? -1,
    };
    return set["agent"] === "codex"
      ? [{ id: textOf(set["id"]) ?? "", root: textOf(set["root"]) ?? "", recount }]
      : [];
  });
}

function rolloutsUnder(folder: string): Rollout[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".jsonl") && !name.includes("historical-usage"))
    .sort()
    .map((name) => read(readFileSync(join(folder, name), "utf8"), { path: join(folder, name), at: 1 }));
}

/** The requests that count: by key, less what a child repeats of its parent, or of an older sibling without one. */
function ownRequests(rollouts: readonly Rollout[]): RequestEvent[] {
  const counted = rollouts.map((rollout) => ({ ...rollout, requests: exactOf(rollout) }));
  const byKey = new Map<string, RequestEvent>();
  for (const child of counted) {
    const parent = child.parent?.session;
    const parents = counted.filter((other) => other.session === parent);
    const older = counted.filter((other) => other.parent?.session === parent && isOlder(other, child));
    const known = parent === undefined ? [] : parents.length > 0 ? parents : older;
    const repeated = Math.max(0, ...known.map((other) => commonPrefix(child.requests, other.requests)));
    for (const request of child.requests.slice(repeated)) byKey.set(request.key, request);
  }
  return [...byKey.values()];
}

function exactOf({ events }: Rollout): RequestEvent[] {
  return events.filter((event) => event.kind === "request").filter((request) => request.quality === "exact");
}

function isOlder(one: Rollout, other: Rollout): boolean {
  return (
    one.session !== other.session &&
    (one.startedAt - other.startedAt || (one.session < other.session ? -1 : 1)) < 0
  );
}

function commonPrefix(one: readonly RequestEvent[], other: readonly RequestEvent[]): number {
  const end = one.findIndex((request, i) => request.replay !== other[i]?.replay);
  return end < 0 ? one.length : end;
}

function sumOf(requests: readonly RequestEvent[]): Sum {
  const sum = { input: 0, cacheRead: 0, output: 0 };
  for (const { tokens } of requests) {
    sum.input += tokens?.input ?? 0;
    sum.cacheRead += tokens?.cacheRead ?? 0;
    sum.output += tokens?.output ?? 0;
  }
  return sum;
}
