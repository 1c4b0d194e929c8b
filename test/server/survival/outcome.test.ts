import { describe, expect, test } from "vitest";
import type { Passage } from "../../../server/attribution/attribute.ts";
import { createRegistry } from "../../../server/attribution/registry.ts";
import { createOutcomes, type Whereabouts } from "../../../server/survival/outcome.ts";

const MINUTE = 60_000;
const path = "a.ts";

/** A commit of a small world: an hour after the one before, on the main line if not said otherwise. */
type Commit = { readonly reverting?: boolean; readonly on?: "main" | "branch" | "nothing" };
type World = {
  readonly commits?: readonly Commit[];
  /** `+2`: commit number 2 brought the line; `-3`: number 3 took it out. */
  readonly passages?: readonly string[];
  readonly in?: readonly ("main" | "open" | "missing")[];
  readonly replaced?: boolean;
  readonly ignored?: boolean;
  /** A person's line that was made of it. */
  readonly changed?: boolean;
  readonly significant?: boolean;
  /** By commit: the blob that it left at the path, and whether it took lines out. */
  readonly blobs?: readonly { readonly oid: number; readonly took: boolean }[];
};

/** The outcomes of a world's one line. Commit `n` was made `n` hours after 0. */
function outcomesOf(world: World) {
  const registry = createRegistry();
  const id = registry.add(1, 1, world.significant ?? true, 0);
  if (world.changed === true) registry.setEditedFrom(registry.add(2, 2, true, -2), id);
  const passages = (world.passages ?? []).map((word): Passage => ({
    order: Number(word.slice(1)),
    born: word.startsWith("+"),
    path,
  }));
  const ids = (where: "main" | "open" | "missing") => new Set(world.in?.includes(where) === true ? [id] : []);
  const blobs = world.blobs ?? [];
  const first = blobs.findIndex.bind(blobs);
  const whereabouts: Whereabouts = {
    commits: (world.commits ?? []).map(({ reverting = false, on = "main" }, order) => ({
      at: order * 60 * MINUTE,
      reverting,
      onMain: on === "main",
      onBranch: on !== "nothing",
    })),
    main: ids("main"),
    open: ids("open"),
    missing: ids("missing"),
    ignored: () => world.ignored === true,
  };
  const attribution = {
    registry,
    replaced: new Set(world.replaced === true ? [id] : []),
    pathOf: () => path,
    passages: () => passages,
    blobs: {
      left: (order: number) => blobs[order]?.oid,
      first: (_: string, oid: number) => {
        const order = first((blob) => blob.oid === oid);
        return order < 0 ? undefined : order;
      },
      took: (order: number) => blobs[order]?.took === true,
    },
  };
  const outcomes = createOutcomes(attribution, whereabouts);
  return {
    written: outcomes.written(id),
    /** For a turn that began so many minutes after 0. */
    removed: (minutes = 0) => outcomes.removed(id, minutes * MINUTE),
  };
}

const writtenIn = (world: World) => outcomesOf(world).written;
const three: readonly Commit[] = [{}, {}, {}];

describe("a written line is", () => {
  test("kept while the main line's newest tree has it, whatever happened before", () => {
    expect(writtenIn({ commits: three, passages: ["+0"], in: ["main"] })).toBe("kept");
    const back: World = { commits: three, passages: ["+0", "-1", "+2"], in: ["main", "open"] };
    expect(writtenIn({ ...back, replaced: true })).toBe("kept");
    expect(writtenIn({ in: ["main"], ignored: true })).toBe("kept");
  });

  test("reverted where the commit that took it out says that it reverts", () => {
    const commits: readonly Commit[] = [{}, { reverting: true }];
    expect(writtenIn({ commits, passages: ["+0", "-1"] })).toBe("reverted");
    expect(writtenIn({ commits, passages: ["+0", "-1"], in: ["open"] })).toBe("reverted");
  });

  test("judged by the last commit that took it out of the main line", () => {
    const commits: readonly Commit[] = [{}, { reverting: true }, {}, {}];
    expect(writtenIn({ commits, passages: ["+0", "-1", "+2", "-3"] })).toBe("reworked");
    const onBranch: readonly Commit[] = [{}, {}, { reverting: true, on: "branch" }];
    expect(writtenIn({ commits: onBranch, passages: ["+0", "-1", "-2"] })).toBe("reworked");
  });

  describe("of a path that has an earlier blob again", () => {
    const commits: readonly Commit[] = [{}, {}, {}];
    const passages = ["+1", "-2"];

    test("reverted where other text came back that its commit had taken out", () => {
      const blobs = [1, 2, 1].map((oid, i) => ({ oid, took: i > 0 }));
      expect(writtenIn({ commits, passages, blobs })).toBe("reverted");
    });

    test("reworked where its commit had taken nothing out: that was a deletion", () => {
      const blobs = [1, 2, 1].map((oid, i) => ({ oid, took: i === 2 }));
      expect(writtenIn({ commits, passages, blobs })).toBe("reworked");
    });

    test("reworked where that blob is not older than the line", () => {
      const blobs = [1, 2, 3].map((oid, i) => ({ oid, took: i > 0 }));
      expect(writtenIn({ commits, passages, blobs })).toBe("reworked");
      const later = [1, 2, 3, 3].map((oid) => ({ oid, took: true }));
      expect(writtenIn({ commits: [...commits, {}], passages: ["+1", "-3"], blobs: later })).toBe("reworked");
    });
  });

  test("reworked where it landed and is gone, though a branch still has it", () => {
    expect(writtenIn({ commits: three, passages: ["+0", "-1"] })).toBe("reworked");
    expect(writtenIn({ commits: three, passages: ["+0", "-1"], in: ["open"] })).toBe("reworked");
  });

  test("open where only a tree beside the main line has it", () => {
    expect(writtenIn({ in: ["open"] })).toBe("open");
    expect(writtenIn({ commits: [{ on: "branch" }], passages: ["+0"], in: ["open"], replaced: true })).toBe(
      "open",
    );
  });

  test("reworked where it never landed and others were written in its place, or a person changed it", () => {
    expect(writtenIn({ replaced: true })).toBe("reworked");
    expect(writtenIn({ changed: true })).toBe("reworked");
    const onBranch: readonly Commit[] = [{ on: "branch" }, { on: "branch" }];
    expect(writtenIn({ commits: onBranch, passages: ["+0", "-1"], replaced: true })).toBe("reworked");
  });

  test("discarded where nothing else is known of it", () => {
    expect(writtenIn({})).toBe("discarded");
    expect(writtenIn({ commits: [{ on: "branch" }, { on: "branch" }], passages: ["+0", "-1"] })).toBe(
      "discarded",
    );
    expect(writtenIn({ commits: [{ on: "nothing" }], passages: ["+0"] })).toBe("discarded");
  });

  test("outside in an ignored file that no tree has", () => {
    expect(writtenIn({ ignored: true })).toBe("outside");
    expect(writtenIn({ ignored: true, replaced: true })).toBe("outside");
  });
});

describe("a removal", () => {
  const removedIn = (world: World, minutes?: number) => outcomesOf(world).removed(minutes);

  test("has no weight where the line stood in no commit that is still reached, or bears none itself", () => {
    expect(removedIn({ in: ["missing"] })).toBeNull();
    expect(removedIn({ commits: [{ on: "nothing" }], passages: ["+0"], in: ["missing"] })).toBeNull();
    expect(removedIn({ commits: three, passages: ["+0", "-1"], significant: false })).toBeNull();
  });

  test("is kept while the main line, which had the line, lacks it: whoever took it out", () => {
    expect(removedIn({ commits: three, passages: ["+0", "-1"] })).toBe("kept");
    expect(removedIn({ commits: three, passages: ["+0", "-1"], in: ["open"] }, 120)).toBe("kept");
  });

  test("is reverted where it landed and the line is back", () => {
    expect(removedIn({ commits: three, passages: ["+0", "-1", "+2"], in: ["main"] }, 30)).toBe("reverted");
  });

  test("that landed before the turn is not the turn's", () => {
    expect(removedIn({ commits: three, passages: ["+0", "-1", "+2"], in: ["main"] }, 90)).toBe("discarded");
  });

  test("may be in a commit of the very second in which the turn began", () => {
    const world: World = { commits: three, passages: ["+0", "-1", "+2"], in: ["main"] };
    expect(removedIn(world, 60 + 0.9 / 60)).toBe("reverted");
    expect(removedIn(world, 60 + 1.1 / 60)).toBe("discarded");
  });

  test("is open where a branch, a working tree, an index or a stash lacks the line", () => {
    const onBranch: World = { commits: [{}, { on: "branch" }], passages: ["+0", "-1"], in: ["main"] };
    expect(removedIn(onBranch)).toBe("open");
    expect(removedIn({ commits: three, passages: ["+0"], in: ["main", "missing"] })).toBe("open");
    const neverLanded: readonly Commit[] = [{ on: "branch" }];
    expect(removedIn({ commits: neverLanded, passages: ["+0"], in: ["open", "missing"] })).toBe("open");
  });

  test("is discarded where the line stands as it stood", () => {
    expect(removedIn({ commits: three, passages: ["+0"], in: ["main"] })).toBe("discarded");
    expect(removedIn({ commits: [{ on: "branch" }], passages: ["+0"], in: ["open"] })).toBe("discarded");
  });
});
