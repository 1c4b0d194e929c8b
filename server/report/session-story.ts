// One session, opened: its turns, its files, the fate of its lines, and what happened in order of time.
import { EVERYTHING } from "../metrics/choice.ts";
import type { CutPicture } from "../metrics/cut-picture.ts";
import { NONE, OUTCOMES, type Picture } from "../metrics/picture.ts";
import { select, type Selection } from "../metrics/select.ts";
import { sumsByTurn } from "../metrics/sums-by.ts";
import type { Fate, SessionStory, TurnRow } from "../protocol/panel.ts";
import type { LineCounts } from "../protocol/report.ts";
import { iso, shownFigures } from "./figures.ts";
import { noLines } from "./report.ts";
import { repositoryNames } from "./repository-names.ts";
import { sessionRowsOf } from "./session-row.ts";
import { timelineOf } from "./timeline.ts";

/** The story of a session, by the agent's id and its own; null where there is none. */
export function sessionStoryOf(
  cut: CutPicture,
  asked: { readonly agent: string; readonly session: string },
): SessionStory | null {
  const { picture } = cut;
  const number = picture.sessions.findIndex(
    ({ agent, session }) => agent === asked.agent && session === asked.session,
  );
  const session = picture.sessions[number];
  if (session === undefined) return null;
  const selection = select(cut, { ...EVERYTHING, session: number });
  const pieces = piecesOf(selection);
  return {
    schema: "tokenworth/story@1",
    row: sessionRowsOf(selection).row(0),
    branch: session.branch,
    folders: session.folders,
    turns: turnsOf(selection),
    files: filesOf(picture, pieces),
    fates: pieces.map((piece) => fateOf(picture, piece)),
    timeline: timelineOf(picture, [...selection.turns], pieces),
  };
}

/** Each piece once, in order of turn and path. */
function piecesOf({ picture, portions, chosen }: Selection): number[] {
  const { turn, path } = picture.pieces;
  const own = Array.from(chosen).filter((i) => portions.own[i] === 1);
  return own
    .map((i) => portions.piece[i] ?? NONE)
    .sort(
      (a, b) =>
        (turn[a] ?? 0) - (turn[b] ?? 0) ||
        compare(picture.paths[path[a] ?? 0] ?? "", picture.paths[path[b] ?? 0] ?? "") ||
        a - b,
    );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function turnsOf(selection: Selection): TurnRow[] {
  const { picture, turns } = selection;
  const first = turns[0] ?? 0;
  const sums = sumsByTurn(selection, turns.length, (turn) => turn - first);
  const models = Array.from(turns, () => new Set<string>());
  picture.spends.turn.forEach((turn, row) => {
    const model = picture.models[picture.spends.model[row] ?? NONE];
    if (model !== undefined) models[turn - first]?.add(model);
  });
  return Array.from(turns, (turn, row) => ({
    index: picture.turns.index[turn] ?? 0,
    started: iso(picture.turns.started[turn] ?? 0),
    models: [...(models[row] ?? [])],
    contextTokens: picture.turns.context[turn] ?? 0,
    unseen: picture.turns.unseen[turn] === 1,
    ...shownFigures(sums, row),
  }));
}

function filesOf(picture: Picture, own: readonly number[]): SessionStory["files"] {
  const { pieces, paths } = picture;
  const names = repositoryNames(picture.repositories.map(({ root }) => root));
  const files = new Map<
    string,
    { repository: number; lines: { -readonly [K in keyof LineCounts]: number } }
  >();
  for (const piece of own) {
    const path = paths[pieces.path[piece] ?? 0] ?? "";
    const file = files.get(path) ?? { repository: pieces.repository[piece] ?? NONE, lines: noLines() };
    files.set(path, file);
    const lines = pieces.lines[piece] ?? 0;
    if (pieces.written[piece] !== 1) file.lines.removed += lines;
    else {
      file.lines.written += lines;
      file.lines[outcomeOf(picture, piece)] += lines;
    }
  }
  return [...files]
    .sort(([a], [b]) => compare(a, b))
    .map(([path, { repository, lines }]) => ({
      path,
      name: nameIn(picture.repositories[repository]?.root, path),
      repository: names[repository] ?? null,
      lines,
    }));
}

function nameIn(root: string | undefined, path: string): string {
  return root !== undefined && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
}

function outcomeOf({ pieces }: Picture, piece: number): Fate["outcome"] {
  return OUTCOMES[pieces.outcome[piece] ?? 0] ?? "outside";
}

function fateOf(picture: Picture, piece: number): Fate {
  const { pieces, turns, commits } = picture;
  const landed = commits[pieces.landed[piece] ?? NONE];
  const gone = commits[pieces.gone[piece] ?? NONE];
  return {
    turn: turns.index[pieces.turn[piece] ?? 0] ?? 0,
    path: picture.paths[pieces.path[piece] ?? 0] ?? "",
    written: pieces.written[piece] === 1,
    outcome: outcomeOf(picture, piece),
    lines: pieces.lines[piece] ?? 0,
    model: picture.models[pieces.model[piece] ?? NONE] ?? null,
    landed: landed === undefined ? null : { commit: landed.id, at: iso(landed.at) },
    gone: gone === undefined ? null : { commit: gone.id, at: iso(gone.at), reverting: gone.reverting },
  };
}
