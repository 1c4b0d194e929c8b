// Stories that nobody wrote: random steps of people, agents and git, as fast-check draws (and shrinks) them.
import fc from "fast-check";
import type { Hand } from "./story-agent.ts";
import type { Story } from "./story.ts";

const who = fc.constantFrom("person", "first", "second", "third");
const place = fc.record({ path: fc.nat(9), at: fc.nat(1000) });
const edit = fc.record({
  step: fc.constant("edit" as const),
  who,
  place,
  remove: fc.nat(4),
  add: fc.nat(6),
  newTurn: fc.boolean(),
});
const simple = <const Name extends string>(...names: Name[]) =>
  fc.record({ step: fc.constantFrom(...names), place });

const anyStep = fc.oneof(
  { weight: 8, arbitrary: edit },
  { weight: 3, arbitrary: simple("commit") },
  { weight: 2, arbitrary: simple("branch", "merge", "squash", "rebase", "pick", "leave") },
  { weight: 2, arbitrary: simple("create", "move", "rename", "indent") },
  {
    weight: 2,
    arbitrary: simple("revert", "amend", "reset", "stash", "pop", "discard", "commit one", "say"),
  },
);

/** One step of a random story; a step that cannot be taken as things stand changes nothing. */
export type Step = typeof anyStep extends fc.Arbitrary<infer S> ? S : never;

/** The steps of a story. */
export const steps: fc.Arbitrary<Step[]> = fc.array(anyStep, { minLength: 8, maxLength: 18, size: "max" });

/** Someone who takes steps in a story. `finish` leaves it as it is. */
export function actorIn(story: Story): (step: Step) => void {
  const hands = new Map<string, Hand>();
  let named = 0;
  let topic: string | null = null;

  function handOf(name: string, newTurn = false): Hand {
    const known = hands.get(name);
    if (known !== undefined) return newTurn ? known.prompt() : known;
    const hand = story.agent(name === "second" ? "codex" : "claude-code").prompt();
    hands.set(name, hand);
    return hand;
  }

  const isClean = (): boolean => story.git("status", "--porcelain") === "";
  const save = (): void => {
    if (!isClean()) story.commit(`Change ${(named += 1)}`);
  };
  const pathOf = (n: number): string => {
    const paths = story.git("ls-files", "--cached", "--others").split("\n");
    const known = paths.filter((path) => path.endsWith(".ts") && story.lines(path).length > 0);
    return known[n % Math.max(1, known.length)] ?? "src/app.ts";
  };
  /** Git's answer, or null where it could not be done, and then nothing was. */
  function attempt(args: readonly string[], undo: readonly string[]): string | null {
    const before = story.git("rev-parse", "HEAD");
    try {
      return story.git(...args);
    } catch {
      for (const way of [undo, ["reset", "-q", "--hard", before]]) {
        try {
          story.git(...way);
        } catch {
          // There was nothing to undo.
        }
      }
      return null;
    }
  }

  /** Bring the topic to the main line, or leave it as a branch. */
  function land(way: Step["step"]): void {
    if (topic === null) return;
    const name = topic;
    save();
    if (way === "rebase" && attempt(["rebase", "-q", "main"], ["rebase", "--abort"]) === null) return;
    story.git("switch", "-q", "main");
    topic = null;
    story.clock.wait(5);
    if (way === "merge")
      attempt(["merge", "-q", "--no-ff", "-m", `Merge ${name}`, name], ["merge", "--abort"]);
    if (way === "rebase") attempt(["merge", "-q", "--ff-only", name], ["merge", "--abort"]);
    if (way === "pick") attempt(["cherry-pick", name], ["cherry-pick", "--abort"]);
    if (way === "squash" && attempt(["merge", "-q", "--squash", name], ["reset", "--hard"]) !== null) save();
  }

  function change(step: Extract<Step, { step: "edit" }>): void {
    const path = pathOf(step.place.path);
    const count = story.lines(path).length;
    const at = step.place.at % (count + 1);
    const remove = Math.min(step.remove, count - at);
    const wish = { at, remove, add: step.add };
    if (remove + step.add === 0) return;
    if (step.who === "person") return void story.person.change(path, wish);
    handOf(step.who, step.newTurn).change(path, wish);
  }

  function act({ step, place: { path, at } }: Step): void {
    const file = pathOf(path);
    const parents = story.git("log", "-1", "--format=%P").split(" ").filter(Boolean).length;
    switch (step) {
      case "edit":
        return;
      case "commit":
        return save();
      case "commit one":
        if (!isClean()) attempt(["commit", "-q", "-m", `One ${(named += 1)}`, "--", file], ["reset", "-q"]);
        return;
      case "branch":
        if (topic !== null) return;
        save();
        topic = `topic-${(named += 1)}`;
        return void story.git("switch", "-q", "-c", topic);
      case "merge":
      case "squash":
      case "rebase":
      case "pick":
      case "leave":
        return land(step);
      case "create":
        return void handOf(at % 2 === 0 ? "first" : "second").create(`src/new-${(named += 1)}.ts`, 7);
      case "move":
        if (story.lines(file).length < 9) return;
        save();
        story.person.move(file, { at: at % (story.lines(file).length - 6), count: 6 }, pathOf(path + 1), 0);
        return save();
      case "rename":
        save();
        story.person.rename(file, `lib/renamed-${(named += 1)}.ts`);
        return save();
      case "indent":
        return story.person.indent(file, () => (at % 2 === 0 ? "\t" : "    "));
      case "revert":
        if (topic !== null || parents !== 1) return;
        save();
        return void attempt(["revert", "--no-edit", "HEAD"], ["revert", "--abort"]);
      case "amend":
        if (parents !== 1 || isClean()) return;
        return void attempt(["commit", "-q", "-a", "--amend", "--no-edit"], ["reset", "-q"]);
      case "reset":
        if (parents === 1 && topic === null) story.git("reset", "-q", "--hard", "HEAD~1");
        return;
      case "stash":
        return void attempt(["stash", "-q"], ["reset", "-q"]);
      case "pop":
        save();
        return void attempt(["stash", "pop", "-q"], ["reset", "-q", "--hard"]);
      case "discard":
        return void story.git("checkout", "-q", "--", ".");
      case "say":
        return void handOf("first").say();
      default:
        step satisfies never;
    }
  }

  return (step) => {
    story.clock.wait(7);
    if (step.step === "edit") change(step);
    else act(step);
  };
}
