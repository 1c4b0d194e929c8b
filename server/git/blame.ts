// What `git blame` says of a file. Nothing that we tell stands on it: it is what our own answers are held against.
import { objectsOf, stream } from "./command.ts";
import { LF, parseStream, taken, type Cursor } from "./cursor.ts";
import type { Repository } from "./facts.ts";
import { gitFailure } from "./failure.ts";
import { pathOf } from "./patch.ts";

/** Lines that stand together and come from one commit. `at`: the first, from 0. `path`: the file's name in that commit. */
export type BlamedLines = {
  readonly at: number;
  readonly count: number;
  readonly commit: string;
  readonly path: string;
};

export type BlameOptions = {
  /** Merges count as one change against their first parent. */
  readonly firstParent?: boolean;
  readonly signal?: AbortSignal | undefined;
};

/** No program of the repository's is run, no commit is passed through, and no text of the file is printed. */
const FLAGS = ["--incremental", "--no-textconv", "--no-ignore-revs-file", "--no-progress"];

/** Where each line of a commit's file comes from, in any order. Throws what git says where it can't tell. */
export async function* blameFile(
  repository: Repository,
  commit: string,
  path: string,
  { firstParent = false, signal }: BlameOptions = {},
): AsyncGenerator<BlamedLines> {
  const args = ["blame", ...FLAGS, ...(firstParent ? ["--first-parent"] : []), commit, "--", path];
  yield* parseStream(stream(objectsOf(repository), args, { signal }), parseBlame);
}

/** Reads what `--incremental` prints. Throws where it is not that. */
export function* parseBlame(cursor: Cursor): Generator<BlamedLines | undefined, void> {
  while (yield* taken(cursor, LF)) {
    const [, commit, line, count] = /^([0-9a-f]{40,64}) \d+ (\d+) (\d+)$/.exec(cursor.text()) ?? [];
    if (commit === undefined) throw gitFailure("git blame said something that is not understood");
    const path = yield* fileName(cursor);
    yield { at: Number(line) - 1, count: Number(count), commit, path };
  }
}

/** A name ends each entry; what stands before it (people, times, a subject) is passed over. */
function* fileName(cursor: Cursor): Generator<undefined, string> {
  while (yield* taken(cursor, LF)) {
    const text = cursor.bytes.toString("latin1", cursor.start, cursor.end);
    if (text.startsWith("filename ")) return unquoted(text.slice("filename ".length));
  }
  throw gitFailure("git blame ended in the middle of an entry");
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 };

/** A path as git prints it where there is no `-z`, each letter a byte: one with odd letters is a C string. */
function unquoted(name: string): string {
  if (!name.startsWith('"')) return pathOf(Buffer.from(name, "latin1"));
  const bytes = [...name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\])/gs)].map(
    ([, octal, letter, plain = ""]) => {
      if (octal !== undefined) return Number.parseInt(octal, 8);
      return letter === undefined ? plain.charCodeAt(0) : (ESCAPES[letter] ?? letter.charCodeAt(0));
    },
  );
  return pathOf(Buffer.from(bytes));
}
