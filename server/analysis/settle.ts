// Which repository each edit lies in, and what each turn's lines came to there.
import { createAttributor, type Attribution, type RepositoryEdit } from "../attribution/attribute.ts";
import type { Finder } from "../git/finder.ts";
import type { Repository } from "../git/facts.ts";
import { checkoutOf } from "../git/repository.ts";
import type { EditFact } from "../ledger/facts.ts";
import type { Printer } from "../lib/print.ts";
import { createOutcomes } from "../survival/outcome.ts";
import type { WeighedLine } from "./accounts.ts";
import type { Followed } from "./follow.ts";
import type { Turns } from "./turns.ts";

/** Edits by the repository they lie in; those in none under null, with absolute paths. */
export type Sorted = { readonly edits: ReadonlyMap<Repository | null, readonly RepositoryEdit[]> };

/** Finds the repository of every edited path. Edits are in order of time, and stay so. */
export async function sortEdits(edits: readonly EditFact[], turns: Turns, finder: Finder): Promise<Sorted> {
  const sorted = new Map<Repository | null, RepositoryEdit[]>();
  const placeIn = placedOnce();
  for (const edit of edits) {
    const turn = turns.at(edit.agent, edit.session, edit.at);
    if (turn === undefined) continue;
    const parts = new Map<Repository | null, RepositoryEdit["files"][number][]>();
    for (const file of edit.files) {
      const found = await finder.of(file.path);
      const usable = found === null || "error" in found ? null : found;
      const repository = usable !== null && placeIn(usable, file.path) !== null ? usable : null;
      const inside = (path: string): string =>
        repository === null ? path : (placeIn(repository, path) ?? path);
      const list = parts.get(repository) ?? [];
      parts.set(repository, list);
      list.push({
        path: inside(file.path),
        movedTo: file.movedTo === null ? null : inside(file.movedTo),
        file,
      });
    }
    for (const [repository, files] of parts) {
      const list = sorted.get(repository) ?? [];
      sorted.set(repository, list);
      list.push({
        at: edit.at,
        turn,
        undone: edit.undone,
        agent: edit.agent,
        session: edit.session,
        model: edit.model,
        files,
      });
    }
  }
  return { edits: sorted };
}

/** Where in a repository a path lies, null for nowhere: most files are edited often, and links cost a look at the disk. */
function placedOnce(): (repository: Repository, path: string) => string | null {
  const known = new Map<Repository, Map<string, string | null>>();
  return (repository, path) => {
    const places = known.get(repository) ?? new Map<string, string | null>();
    known.set(repository, places);
    const remembered = places.get(path);
    if (remembered !== undefined) return remembered;
    const place = checkoutOf(repository, path)?.path ?? null;
    places.set(path, place);
    return place;
  };
}

/** A line of a turn, and the model whose edit it was; null: not known. */
export type TurnLine = WeighedLine & { readonly model: string | null };

/** The weighed lines of each turn (by its place among all turns) in a repository. */
export function linesIn(followed: Followed, turns: Turns): Map<number, TurnLine[]> {
  const { attribution, whereabouts, repository } = followed;
  const outcomes = createOutcomes(attribution, whereabouts);
  const modelOf = modelsOf(attribution);
  const absolute = rememberedBy((path: string) => `${repository.root}/${path}`);
  const weighs = rememberedBy(followed.weighs);
  const lines = new Map<number, TurnLine[]>();
  for (const [turn, { written, removed }] of attribution.turns) {
    const list: TurnLine[] = [];
    const add = (id: number, isWritten: boolean): void => {
      const path = attribution.pathOf(id);
      if (!attribution.registry.significant(id) || !weighs(path)) return;
      const outcome = isWritten ? outcomes.written(id) : outcomes.removed(id, turns.all[turn]?.started ?? 0);
      if (outcome === null) return;
      list.push({
        repository: repository.root,
        path: absolute(path),
        place: id,
        written: isWritten,
        outcome,
        model: modelOf(id, isWritten, turn, path),
      });
    };
    for (const id of written) add(id, true);
    for (const id of removed) add(id, false);
    if (list.length > 0) lines.set(turn, list);
  }
  return lines;
}

/** The lines that turns wrote into files of no known repository. `folder` stands before paths that are not absolute. */
export function linesOutside(
  edits: readonly RepositoryEdit[],
  printer: Printer,
  weighs: (path: string) => boolean,
  folder = "",
): Map<number, TurnLine[]> {
  const attribution = createAttributor(edits, printer).finish();
  const { registry, turns, pathOf } = attribution;
  const modelOf = modelsOf(attribution);
  const hasWeight = rememberedBy(weighs);
  const lines = new Map<number, TurnLine[]>();
  for (const [turn, { written }] of turns) {
    const list = written
      .filter((id) => registry.significant(id) && hasWeight(pathOf(id)))
      .map((id): TurnLine => ({
        repository: null,
        path: folder + pathOf(id),
        place: id,
        written: true,
        outcome: "outside",
        model: modelOf(id, true, turn, pathOf(id)),
      }));
    if (list.length > 0) lines.set(turn, list);
  }
  return lines;
}

/** The model that wrote a line; of one that a turn took out of a path, the turn's last there: which edit did it is not kept. */
function modelsOf({ registry, edits }: Pick<Attribution, "registry" | "edits">) {
  const byTurn = new Map<number, Map<string, string | null>>();
  for (const { turn, model, files } of edits) {
    const models = byTurn.get(turn) ?? new Map<string, string | null>();
    byTurn.set(turn, models);
    for (const { path, movedTo } of files) models.set(movedTo ?? path, model).set(path, model);
  }
  return (id: number, written: boolean, turn: number, path: string): string | null =>
    (written ? edits[registry.writer(id)]?.model : byTurn.get(turn)?.get(path)) ?? null;
}

/** A function of strings that is worked out once for each. */
function rememberedBy<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const fresh = work(text);
    known.set(text, fresh);
    return fresh;
  };
}

export type Landing = { readonly commit: string; readonly written: number; readonly removed: number };

/** Per session (`agent\nsession`), what each commit of the main line's history brought and took of its lines. */
export function landingsIn(
  followed: Followed,
  turns: Turns,
  chosen: (turn: number) => boolean,
): Map<string, Landing[]> {
  const { attribution, plan, whereabouts } = followed;
  const { registry, passages, pathOf } = attribution;
  const weighs = (id: number): boolean => registry.significant(id) && followed.weighs(pathOf(id));
  const bySession = new Map<string, { written: Set<number>; removed: Map<number, number> }>();
  for (const [index, { everWritten, everRemoved }] of attribution.turns) {
    const turn = turns.all[index];
    if (turn === undefined || !chosen(index)) continue;
    const key = `${turn.session.agent}\n${turn.session.session}`;
    const entry = bySession.get(key) ?? { written: new Set(), removed: new Map() };
    bySession.set(key, entry);
    for (const id of everWritten) if (weighs(id)) entry.written.add(id);
    for (const id of everRemoved)
      if (weighs(id)) entry.removed.set(id, Math.min(turn.started, entry.removed.get(id) ?? Infinity));
  }
  const landings = new Map<string, Landing[]>();
  for (const [key, { written, removed }] of bySession) {
    const counts = new Map<number, { written: number; removed: number }>();
    const count = (order: number, side: "written" | "removed"): void => {
      if (!followed.isLanding(order)) return;
      const entry = counts.get(order) ?? { written: 0, removed: 0 };
      counts.set(order, entry);
      entry[side]++;
    };
    for (const id of written) for (const { order, born } of passages(id)) if (born) count(order, "written");
    for (const [id, since] of removed)
      for (const { order, born } of passages(id))
        if (!born && (whereabouts.commits[order]?.at ?? 0) >= since - 1000) count(order, "removed");
    const list = [...counts]
      .sort(([a], [b]) => a - b)
      .map(([order, entry]) => ({ commit: plan[order]?.id ?? "", ...entry }));
    if (list.length > 0) landings.set(key, list);
  }
  return landings;
}
