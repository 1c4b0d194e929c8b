// A git on the PATH that notes each call, and waits where it is told to: so work takes as long as a test wants.
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Story } from "../../harness/story.ts";

export type GatedGit = {
  /** The PATH on which it is found first. */
  readonly path: string;
  /** How often it was called so far. */
  calls(): number;
  /** From now on every call waits. */
  shut(): void;
  open(): void;
};

/** Beside a story's repository; open at first. */
export function gatedGit(story: Story): GatedGit {
  const folder = join(dirname(story.home), "programs");
  const [gate, notes] = [join(folder, "shut"), join(folder, "calls")];
  const real = process.env["PATH"] ?? "";
  mkdirSync(folder);
  const script = `#!/bin/sh
echo "$@" >> "${notes}"
while [ -e "${gate}" ]; do sleep 0.02; done
PATH="${real}" exec git "$@"
`;
  writeFileSync(join(folder, "git"), script);
  chmodSync(join(folder, "git"), 0o755);
  return {
    path: `${folder}:${real}`,
    calls: () => (existsSync(notes) ? readFileSync(notes, "utf8").split("\n").length - 1 : 0),
    shut: () => writeFileSync(gate, ""),
    open: () => rmSync(gate, { force: true }),
  };
}
