// A session whose records reach its log bit by bit, as they do while an agent is writing one.
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type AgentName, type Hand, hireAgent } from "./story-agent.ts";
import type { Story } from "./story.ts";

export type HeldBack = {
  readonly hand: Hand;
  /** Writes everything but the second half of the last record. */
  writeHalf(): void;
  /** Writes what is left. */
  writeRest(): void;
};

/** Session `n` of a story, which must be nobody else's: what it does at once stands in no log that anybody reads. */
export function holdBack(story: Story, agent: AgentName, n: number, work: (hand: Hand) => void): HeldBack {
  const aside = join(dirname(story.home), "aside");
  const hand = hireAgent({ ...story, home: aside }, agent, n, story.repo);
  work(hand);
  const text = readFileSync(hand.file, "utf8");
  const lastRecord = text.lastIndexOf("\n", text.length - 2) + 1;
  const half = Math.floor((lastRecord + text.length) / 2);
  const log = join(story.home, relative(aside, hand.file));
  const write = (part: string): void => {
    mkdirSync(dirname(log), { recursive: true });
    appendFileSync(log, part);
  };
  return {
    hand,
    writeHalf: () => write(text.slice(0, half)),
    writeRest: () => write(text.slice(half)),
  };
}
