// A replay that goes on where another was saved gives what one in a single go gives, wherever it was saved.
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createAttributor,
  editsBefore,
  type RepositoryEdit,
  type SavedAttributor,
} from "../../../server/attribution/attribute.ts";
import { readCommits } from "../../../server/git/commits.ts";
import type { Commit } from "../../../server/git/facts.ts";
import { readLines } from "../../../server/git/files.ts";
import { listCommits, type CommitHead } from "../../../server/git/history.ts";
import { findRepository } from "../../../server/git/repository.ts";
import { createPrinter } from "../../../server/ledger/fingerprint.ts";
import { createPool, readPool, type SavedPool } from "../../../server/lib/intern.ts";
import { pack, unpack } from "../../../server/lib/pack.ts";
import { canGoOn, createReplay, type SavedReplay } from "../../../server/replay/replay.ts";
import { createFolder, createRepo } from "../../harness/repo.ts";
import { play, steps, type Step } from "../replay/random-history.ts";
import { observed } from "./observed.ts";
import { editsFrom, type Choice, type TextOf } from "./random-edits.ts";

const RUNS = Number(process.env["RESUME_RUNS"] ?? 10);
const MINUTES = 60_000;
const printer = createPrinter(new Uint8Array(32));

type History = {
  readonly plan: readonly CommitHead[];
  readonly commits: readonly Commit[];
  readonly textOf: TextOf;
};

async function historyOf(list: readonly Step[]): Promise<History> {
  const folder = createFolder();
  try {
    const repo = createRepo(folder.path);
    const tips = new Set([play(repo, list), ...repo.git("rev-parse", "--branches").split("\n")]);
    const repository = await findRepository(repo.root);
    if (!repository || "error" in repository) throw new Error("no repository");
    const plan = await listCommits(repository, [...tips]);
    const commits: Commit[] = [];
    for await (const commit of readCommits(
      repository,
      plan.map(({ id }) => id),
    ))
      commits.push(commit);
    const texts = new Map<string, readonly string[]>();
    for (const { parents, files } of commits)
      for (const { oldPath } of files) {
        const lines = oldPath === null ? null : await readLines(repository, parents[0] ?? "", oldPath);
        if (lines !== null) texts.set(`${parents[0]} ${oldPath}`, lines);
      }
    return { plan, commits, textOf: (commit, path) => texts.get(`${commit} ${path}`) };
  } finally {
    folder.dispose();
  }
}

type State = {
  readonly applied: number;
  readonly taken: number;
  readonly pool: SavedPool;
  readonly replay: SavedReplay;
  readonly attributor: SavedAttributor;
};

/** Replays from `from` on, saves after `until` commits, and answers at the end. */
function run({ plan, commits }: History, edits: readonly RepositoryEdit[], until: number, from?: State) {
  const keep = new Set([plan.at(-1)?.id ?? ""]);
  const linesOf = from ? readPool(from.pool) : () => null;
  const before = from && { state: from.attributor, taken: from.taken, linesOf };
  const attributor = createAttributor(edits, printer, before);
  const applied = from && { state: from.replay, applied: from.applied, linesOf };
  const replay = createReplay(plan, keep, attributor.settle, applied);
  let saved: State | null = null;
  for (const [k, commit] of commits.entries()) {
    if (k < (from?.applied ?? 0)) continue;
    replay.apply(commit);
    if (k + 1 !== until) continue;
    const pool = createPool();
    const state = { replay: replay.save(pool), attributor: attributor.save(pool) };
    const at = Math.max(...plan.slice(0, until).map((head) => head.at));
    saved = { ...state, pool: pool.save(), applied: until, taken: editsBefore(edits, at) };
  }
  const tree = replay.tree(plan.at(-1)?.id ?? "");
  const files = [...(tree?.paths() ?? [])].sort().map((path) => [path, tree?.get(path)]);
  return { saved, seen: { ...observed(attributor.finish()), files } };
}

/** What another process would read of a state. */
function overBytes(state: State | null): State {
  const read = unpack(pack(state, "test"), "test");
  if (read === null) throw new Error("nothing was saved");
  return read as State;
}

const choice: fc.Arbitrary<Choice | null> = fc.option(
  fc.record({
    turn: fc.nat({ max: 5 }),
    early: fc.integer({ min: -90, max: 150 }),
    whole: fc.boolean(),
    undone: fc.boolean(),
  }),
);

test(
  "random histories with random edits, saved after every commit",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        steps(true),
        fc.array(choice, { minLength: 2, maxLength: 9 }),
        async (list, choices) => {
          const history = await historyOf(list);
          const edits = editsFrom(history.commits, choices, history.textOf, printer);
          const whole = run(history, edits, -1).seen;
          // Turns may be numbered otherwise next time.
          const others = edits.map((edit) => ({ ...edit, turn: 100 - edit.turn }));
          const expected = {
            ...whole,
            turns: whole.turns.map(([turn, lines]) => [100 - turn, lines]),
          };
          let state = overBytes(run(history, edits, 1).saved);
          for (let k = 1; k <= history.plan.length; k++) {
            expect(canGoOn(history.plan, new Set(), k, state.replay.trees.commits)).toBe(true);
            // Each goes on from what the one before saved, which itself had gone on.
            const { saved, seen } = run(history, others, k + 1, state);
            expect(seen).toEqual(expected);
            if (saved !== null) state = overBytes(saved);
          }
        },
      ),
      { numRuns: RUNS },
    );
  },
  10 * MINUTES,
);
