// Worktrees that were removed: git no longer knows of them, but what agents edited in them is known by its text.
import { formerTexts, pathsEver } from "../git/former.ts";
import type { Finder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import type { EditFact, PrintedFileEdit, SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { printableLine } from "../lib/notebook.ts";
import type { Printer } from "../lib/print.ts";
import type { Place } from "../ledger/places.ts";
import { adoptMoved, pathsIn } from "./moved.ts";

/** An edit that shows what stood in a file: the whole text, or at least the lines around what it changed. */
type Witness = { readonly path: string; readonly seen: readonly (readonly number[])[] };

/** So many edited files are looked at for each folder that is gone. */
const WITNESSES = 4;
/** Shorter texts stand in many repositories. */
const FEWEST_LINES = 3;

/** What folders that are gone can be known by. */
type Known = Pick<Ledger, "places" | "printer">;

/** Lets the finder know whose all folders were that are gone: by what was seen in them before, else by their texts. */
export async function adoptMissing(
  sessions: readonly SessionFact[],
  edits: readonly EditFact[],
  finder: Finder,
  { places, printer }: Known,
): Promise<void> {
  await adoptMoved(pathsIn(sessions, edits), finder, places);
  await adoptGone(edits, finder, printer, places.all());
}

/**
 * Finds for each folder that is gone the repository it was a checkout of: one that has had, at the same path, the very
 * lines that an agent found or put there. The finder knows them from then on. `seen`: where repositories were seen, in
 * which no record need lie.
 */
export async function adoptGone(
  edits: Iterable<EditFact>,
  finder: Finder,
  printer: Printer,
  seen: readonly Place[] = [],
): Promise<void> {
  const gone = await witnesses(edits, finder);
  if (gone.size === 0) return;
  for (const { folder } of seen) await finder.of(`${folder}/.`);
  const paths = new Map<Repository, ReadonlySet<string>>();
  for (const repository of finder.known()) paths.set(repository, await pathsEver(repository));
  for (const [missing, files] of gone) {
    const found = await findHome(missing, files, paths, printer);
    if (found !== null) finder.adopt(found.root, found.repository, "content");
  }
}

/** Files in no repository whose folder is gone, with the text before an edit: by the highest folder that is gone. */
async function witnesses(
  edits: Iterable<EditFact>,
  finder: Finder,
): Promise<ReadonlyMap<string, readonly Witness[]>> {
  const gone = new Map<string, Witness[]>();
  for (const { files } of edits) {
    for (const file of files) {
      if ((await finder.of(file.path)) !== null) continue;
      const missing = finder.missing(file.path);
      if (missing === null) continue;
      const list = gone.get(missing) ?? [];
      if (list.length >= WITNESSES || list.some(({ path }) => path === file.path)) continue;
      const seen = seenBy(file);
      if (seen.reduce((sum, run) => sum + run.length, 0) < FEWEST_LINES) continue;
      gone.set(missing, list);
      list.push({ path: file.path, seen });
    }
  }
  return gone;
}

/** The runs of lines that stood in a file before an edit; of a new file those that it was given: they may have landed. */
function seenBy({ before, change, hunks }: PrintedFileEdit): number[][] {
  if (before !== null && before.text.length > 0) return [Array.from(before.text)];
  const other = change === "create" ? "-" : "+";
  return hunks.map(({ signs, lines }) => Array.from(lines.text).filter((_, k) => signs[k] !== other));
}

async function findHome(
  missing: string,
  files: readonly Witness[],
  paths: ReadonlyMap<Repository, ReadonlySet<string>>,
  printer: Printer,
): Promise<{ readonly root: string; readonly repository: Repository } | null> {
  for (const { path, seen } of files) {
    // The checkout's root is the folder that is gone, or one below it.
    const parts = path.slice(missing.length + 1).split(/[\\/]/);
    for (let depth = 0; depth < parts.length; depth++) {
      const inside = parts.slice(depth).join("/");
      for (const [repository, known] of paths) {
        if (known.has(inside) && (await hadLines(repository, inside, seen, printer)))
          return { root: path.slice(0, path.length - inside.length - 1), repository };
      }
    }
  }
  return null;
}

async function hadLines(
  repository: Repository,
  path: string,
  seen: Witness["seen"],
  printer: Printer,
): Promise<boolean> {
  for await (const lines of formerTexts(repository, path)) {
    const { text } = printer.file(lines.map((line) => printableLine(path, line)));
    if (seen.every((run) => holds(text, run))) return true;
  }
  return false;
}

function holds(text: Float64Array, run: readonly number[]): boolean {
  for (let at = 0; at + run.length <= text.length; at++)
    if (run.every((key, k) => text[at + k] === key)) return true;
  return false;
}
