// An agent's hand in a story: it changes the working tree, writes its log, and notes what each turn wrote and took out.
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Change, Form, LogPlace, SessionLog } from "./session-log.ts";
import { applied } from "./session-log.ts";
import type { Story, Turn, Wish } from "./story.ts";
import { isSignificant, keyOf } from "./story-text.ts";
import { claudeCodeRequest, writeClaudeCode } from "./write-claude-code.ts";
import { codexRequest, writeCodex } from "./write-codex.ts";

const kinds = {
  "claude-code": { write: writeClaudeCode, request: claudeCodeRequest, form: "edit" },
  codex: { write: writeCodex, request: codexRequest, form: "patch" },
} as const;

export type AgentName = keyof typeof kinds;

/** One session. Paths are relative to the checkout that it works in. */
export type Hand = {
  readonly id: string;
  readonly agent: AgentName;
  /** The log file of the session. */
  readonly file: string;
  /** What one of its requests costs and uses. */
  readonly request: { readonly costUsd: number; readonly tokens: Readonly<Record<string, number>> };
  /** How many requests were made so far. */
  requests(): number;
  /** A prompt of the user: a turn begins. */
  prompt(words?: string): Hand;
  /** Words without an edit. */
  say(words?: string): Hand;
  /** One edit; answers the lines that it wrote. */
  change(path: string, wish: Wish, form?: Form): string[];
  /** Several changes of a file in one edit, in order, on the lines before. */
  changes(path: string, wishes: readonly Wish[], form?: Form): void;
  create(path: string, add: number | readonly string[], form?: Form): string[];
  /** Move a file, with a change in the same edit. */
  move(from: string, to: string, wish: Wish): void;
  remove(path: string): void;
  /** An edit that the user refused. */
  refuse(path: string): Hand;
  /** Work that a subagent does, in a log of its own. */
  delegate(work: (hand: Hand) => void): Hand;
};

/** What these hands' requests came to, USD, as they logged them. */
export const usdOf = (...hands: readonly Hand[]): number =>
  hands.reduce((sum, hand) => sum + hand.requests() * hand.request.costUsd, 0);

/** Session number `n` of a story, by the agent of that name, at work in the checkout `folder` (or a folder in it). */
export function hireAgent(story: Story, agent: AgentName, n: number, folder: string): Hand {
  const id = `${String(n).padStart(8, "0")}-0000-4000-8000-000000000000`;
  const kind = kinds[agent];
  const root = story.gitIn(folder, "rev-parse", "--show-toplevel");
  const turns: Turn[] = [];
  story.book.turns.set(id, turns);
  let requests = 0;
  let helpers = 0;

  const place: LogPlace = {
    home: story.home,
    folder,
    session: id,
    clock: story.clock,
    branch: () => story.gitIn(folder, "branch", "--show-current") || "HEAD",
  };

  function handWith(log: SessionLog): Hand {
    function edit(path: string, changes: readonly Change[], form: Form = kind.form, movedTo?: string): void {
      const before = story.lines(path, { in: root });
      const fresh = before.length === 0;
      for (const change of changes) note(before, change);
      if (movedTo !== undefined) renameSync(join(root, path), join(root, movedTo));
      story.put(movedTo ?? path, applied(before, changes), { in: root });
      const moved = movedTo === undefined ? {} : { movedTo: join(root, movedTo) };
      log.edit({ path: join(root, path), before: fresh ? null : before, changes, ...moved }, form);
      requests += 1;
    }

    /** Book a change: who wrote the new lines, and what the turn took out; what it wrote itself has no weight then. */
    function note(before: readonly string[], { at, remove, add }: Change): void {
      const { authors, replaced } = story.book;
      const turn = turns.at(-1) ?? { startedAt: "", written: new Set(), removed: new Set() };
      const gone = before
        .slice(at, at + remove)
        .filter(isSignificant)
        .map(keyOf);
      const fresh = add.filter(isSignificant).map(keyOf);
      for (const key of gone) {
        const own = turn.written.delete(key);
        if (!own) turn.removed.add(key);
        if (!own && fresh.length > 0 && authors.get(key)?.hand === "agent") replaced.add(key);
      }
      for (const key of fresh) {
        turn.written.add(key);
        authors.set(key, { hand: "agent", session: id, turn: turns.length - 1 });
      }
    }

    const hand: Hand = {
      id,
      agent,
      file: log.file,
      request: kind.request,
      requests: () => requests,
      prompt(sentence = "Please do it.") {
        log.prompt(sentence);
        turns.push({ startedAt: story.clock.now(), written: new Set(), removed: new Set() });
        return hand;
      },
      say(sentence = "Done.") {
        log.say(sentence);
        requests += 1;
        return hand;
      },
      change(path, wish, form) {
        const change = story.plan(story.lines(path, { in: root }), wish);
        edit(path, [change], form);
        return [...change.add];
      },
      changes(path, wishes, form) {
        const before = story.lines(path, { in: root });
        edit(
          path,
          wishes.map((wish) => story.plan(before, wish)),
          form,
        );
      },
      create: (path, add, form) => hand.change(path, { add }, form),
      move: (from, to, wish) =>
        edit(from, [story.plan(story.lines(from, { in: root }), wish)], kind.form, to),
      remove(path) {
        const before = story.lines(path, { in: root });
        note(before, { at: 0, remove: before.length, add: [] });
        rmSync(join(root, path));
        log.edit({ path: join(root, path), before, changes: [], deleted: true }, kind.form);
        requests += 1;
      },
      refuse(path) {
        log.refuse(join(root, path), story.invent(4));
        requests += 1;
        return hand;
      },
      delegate(work) {
        const helper = kind.write({ ...place, subagent: `a${(helpers += 1)}` });
        helper.prompt("Do this part.");
        work(handWith(helper));
        return hand;
      },
    };
    return hand;
  }

  const hand = handWith(kind.write(place));
  story.book.hands.set(id, hand);
  return hand;
}
