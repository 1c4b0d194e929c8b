// Traps in a repository: every program that git has a name for, each leaving a file that tells of it, and settings that
// change what git says.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestRepo } from "./repo.ts";

const PROGRAMS = (
  "core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy core.alternateRefsCommand " +
  "pager.log pager.diff pager.rev-list diff.external diff.evil.textconv diff.evil.command filter.evil.clean " +
  "filter.evil.smudge filter.evil.process merge.evil.driver gpg.program gpg.ssh.program credential.helper " +
  "sequence.editor uploadpack.packObjectsHook trailer.x.command interactive.diffFilter diff.tool difftool.x.cmd"
).split(" ");

const SETTINGS: Readonly<Record<string, string>> = {
  "diff.evil.cachetextconv": "false",
  "filter.evil.required": "true",
  "log.showSignature": "true",
  "log.diffMerges": "combined",
  "log.showRoot": "false",
  "log.follow": "true",
  "log.date": "relative",
  "log.decorate": "full",
  "log.abbrevCommit": "true",
  "format.pretty": "fuller",
  "format.notes": "*",
  "diff.noprefix": "true",
  "diff.mnemonicPrefix": "true",
  "diff.context": "9",
  "diff.interHunkContext": "50",
  "diff.orderFile": "missing",
  "diff.algorithm": "patience",
  "diff.indentHeuristic": "false",
  "diff.renames": "false",
  "diff.renameLimit": "1",
  "diff.submodule": "log",
  "diff.ignoreSubmodules": "all",
  "diff.suppressBlankEmpty": "true",
  "diff.relative": "true",
  "diff.colorMoved": "zebra",
  "diff.wordRegex": ".",
  "diff.wsErrorHighlight": "all",
  "color.ui": "always",
  "core.abbrev": "4",
  "core.quotePath": "true",
  "core.untrackedCache": "true",
  "i18n.logOutputEncoding": "ISO-8859-1",
  "protocol.allow": "always",
  "remote.evil.url": "ext::sh -c exit",
  "remote.evil.promisor": "true",
  "core.repositoryFormatVersion": "1",
  "extensions.partialClone": "evil",
};

const HOOKS =
  "post-checkout pre-commit post-index-change reference-transaction fsmonitor-watchman query-watchman".split(
    " ",
  );

const ALIASES = "log rev-list ls-files cat-file rev-parse version config worktree check-ignore".split(" ");

export type Traps = {
  /** Holds a file for each trap that was run. */
  readonly marks: string;
  /** A program of this name that leaves a mark. */
  program(name: string): string;
  /** Plants everything in a repository's own configuration and hooks. */
  plantIn(repo: TestRepo): void;
  /** The text of a configuration that has everything planted. */
  config(): string;
  /** Variables that would have git run a program, look elsewhere or speak otherwise. */
  environment(): Record<string, string>;
};

/** Traps whose programs and marks lie in `folder`. */
export function createTraps(folder: string): Traps {
  const marks = join(folder, "marks");
  mkdirSync(marks, { recursive: true });

  function put(path: string, text: string): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }
  const program = (name: string): string =>
    put(
      join(folder, "programs", name),
      `#!/bin/sh\necho ran > "${join(marks, name.replaceAll("/", "-"))}"\nexec cat\n`,
    );
  const settings = (): [string, string][] => [
    ...PROGRAMS.map((name): [string, string] => [name, program(name)]),
    ...ALIASES.map((name): [string, string] => [`alias.${name}`, `!${program("alias")}`]),
    ...Object.entries(SETTINGS),
  ];

  return {
    marks,
    program,
    plantIn(repo) {
      for (const [name, value] of settings()) repo.git("config", name, value);
      const gitDir = repo.git("rev-parse", "--absolute-git-dir");
      for (const hook of HOOKS)
        put(join(gitDir, "hooks", hook), `#!/bin/sh\necho ran > "${join(marks, hook)}"\n`);
    },
    config: () =>
      settings()
        .map(([name, value]) => {
          const [section = "", ...rest] = name.split(".");
          const key = rest.pop() ?? "";
          const sub = rest.length === 0 ? "" : ` "${rest.join(".")}"`;
          return `[${section}${sub}]\n\t${key} = "${value.replaceAll('"', '\\"')}"\n`;
        })
        .join(""),
    environment: () => ({
      ...Object.fromEntries(
        ["EXTERNAL_DIFF", "PAGER", "SSH", "SSH_COMMAND", "ASKPASS", "EDITOR", "PROXY_COMMAND"].map((name) => [
          `GIT_${name}`,
          program(`GIT_${name}`),
        ]),
      ),
      PAGER: program("PAGER"),
      GIT_DIFF_OPTS: "-u5",
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "diff.external",
      GIT_CONFIG_VALUE_0: program("GIT_CONFIG_VALUE_0"),
      GIT_DIR: join(folder, "elsewhere"),
      GIT_WORK_TREE: join(folder, "elsewhere"),
      GIT_OBJECT_DIRECTORY: join(folder, "elsewhere"),
      GIT_INDEX_FILE: join(folder, "elsewhere"),
      GIT_NAMESPACE: "evil",
      GIT_TRACE: join(marks, "trace"),
      GIT_LITERAL_PATHSPECS: "1",
      GIT_EXEC_PATH: join(folder, "programs"),
      GIT_CEILING_DIRECTORIES: folder,
    }),
  };
}
