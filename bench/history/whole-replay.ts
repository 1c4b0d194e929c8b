// A whole history replayed, beside what git alone takes for its patches and for `git blame`.
import { print, median } from "../figures.ts";
import { inOwnProcess } from "./own-process.ts";
import { patchesOf, timeBlame, timeGit } from "./plain-git.ts";
import type { Replayed } from "./replay-once.ts";

const PAIRS = 3;
/** `git blame` over the whole of a large tree takes minutes. */
const BLAME_MS = 20_000;
/** A newest tree of so many lines is a large one. */
const LARGE = 100_000;

/** Prints the ratios of one repository. `milliseconds` in the answer: the median replay of all commits. */
export async function measureReplay(path: string): Promise<void> {
  const every = await pairs(path, false);
  const first = await pairs(path, true);
  const { tip, files, commits } = every.replayed;
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  console.log(`  ${commits} commits, ${files.length} files with ${lines} lines in the newest tree`);
  print({
    name: "replay / git log -p, all commits",
    value: every.ratio,
    unit: "×",
    target: 1.5,
    note: every.note,
  });
  print({
    name: "replay / git log -p, first parents",
    value: first.ratio,
    unit: "×",
    target: 1.5,
    note: first.note,
  });
  const blamed = await timeBlame(path, tip, files, BLAME_MS);
  const scaled = blamed.files === files.length ? "" : `, scaled up by lines from ${blamed.files} files`;
  print({
    name: "git blame over HEAD / replay of all commits",
    value: blamed.milliseconds / every.milliseconds,
    unit: "×",
    target: lines >= LARGE ? 15 : 5,
    atLeast: true,
    note: `blame ${(blamed.milliseconds / 1000).toFixed(1)} s${scaled}`,
  });
  const peak = Math.max(every.replayed.peak, first.replayed.peak);
  print({ name: "peak memory of a replay", value: peak, unit: " MiB", target: 250 });
}

async function pairs(path: string, firstParent: boolean) {
  const ratios: number[] = [];
  const all: Replayed[] = [];
  const bare: number[] = [];
  let tip = "HEAD";
  for (let pair = 0; pair < PAIRS; pair++) {
    // The first of a pair finds git's files less warm than the second: each is first in turn.
    const git = async (): Promise<number> => timeGit(path, patchesOf(tip, firstParent));
    const before = pair % 2 === 1 ? await git() : null;
    const replayed = (await inOwnProcess("replay-once.ts", [
      path,
      ...(firstParent ? ["--first-parent"] : []),
    ])) as Replayed;
    tip = replayed.tip;
    const alone = before ?? (await git());
    all.push(replayed);
    bare.push(alone);
    ratios.push(replayed.milliseconds / alone);
  }
  const milliseconds = median(all.map((one) => one.milliseconds));
  const cpu = median(all.map((one) => one.cpu));
  const note = [milliseconds, median(bare), cpu].map((ms) => (ms / 1000).toFixed(2));
  return {
    ratio: median(ratios),
    milliseconds,
    replayed: all.reduce((most, one) => (one.peak > most.peak ? one : most)),
    note: `${note[0]} s to ${note[1]} s (${note[2]} s of CPU outside of git)`,
  };
}
