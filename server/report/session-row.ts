// Sessions as rows of a table.
import { NONE, type Picture } from "../metrics/picture.ts";
import { rowsByTurn } from "../metrics/portions.ts";
import type { Selection } from "../metrics/select.ts";
import { COUNT, countOf, type Sums } from "../metrics/sums.ts";
import { sumsByTurn } from "../metrics/sums-by.ts";
import type { SessionRow } from "../protocol/panel.ts";
import { iso, shownFigures } from "./figures.ts";
import { repositoryNames } from "./repository-names.ts";

/** The sessions of a selection, each by its place there. */
export type SessionRows = {
  readonly count: number;
  readonly sums: Sums;
  /** Names as in the choices, those of the lines first. */
  repositories(place: number): string[];
  models(place: number): string[];
  row(place: number): SessionRow;
};

/** Rows of a selection's sessions; only those asked for are made. */
export function sessionRowsOf(selection: Selection): SessionRows {
  const { picture, sessions } = selection;
  const placeOf = new Int32Array(picture.sessions.length);
  sessions.forEach((session, place) => (placeOf[session] = place));
  const placeOfTurn = (turn: number): number => placeOf[picture.turns.session[turn] ?? 0] ?? 0;
  const sums = sumsByTurn(selection, sessions.length, placeOfTurn);
  const names = repositoryNames(picture.repositories.map(({ root }) => root));
  const labels = new Map(picture.agents.map(({ id, label }) => [id, label]));
  const turnsAt = rowsByTurn(mapped(selection.turns, placeOfTurn), sessions.length);
  const chosenAt = rowsByTurn(
    mapped(selection.chosen, (i) => placeOfTurn(selection.portions.turn[i] ?? 0)),
    sessions.length,
  );
  const spendsAt = rowsByTurn(picture.spends.turn, picture.turns.session.length);

  function repositories(place: number): string[] {
    const own = new Set<number>();
    for (const i of selection.chosen.subarray(chosenAt[place], chosenAt[place + 1]))
      own.add(picture.pieces.repository[selection.portions.piece[i] ?? NONE] ?? NONE);
    const session = sessions[place] ?? 0;
    const home = picture.sessions[session]?.home ?? NONE;
    if (selection.choice.scope === null || selection.choice.scope.sessions[session] === 1) own.add(home);
    return namesOf(
      [...own].sort((a, b) => a - b),
      names,
    );
  }

  function models(place: number): string[] {
    const own = new Set<number>();
    for (const turn of selection.turns.subarray(turnsAt[place], turnsAt[place + 1]))
      for (const model of picture.spends.model.subarray(spendsAt[turn], spendsAt[turn + 1])) own.add(model);
    const { model } = selection.choice;
    return namesOf([...own], picture.models).filter((name) => model === null || name === model);
  }

  function row(place: number): SessionRow {
    const session = picture.sessions[sessions[place] ?? 0];
    return {
      ...headOf(session, labels),
      repositories: repositories(place),
      models: models(place),
      turns: countOf(sums, place, COUNT.turns),
      ...shownFigures(sums, place),
    };
  }

  return { count: sessions.length, sums, repositories, models, row };
}

function headOf(
  session: Picture["sessions"][number] | undefined,
  labels: ReadonlyMap<string, string>,
): Pick<SessionRow, "agent" | "agentLabel" | "session" | "started" | "ended"> {
  const agent = session?.agent ?? "";
  return {
    agent,
    agentLabel: labels.get(agent) ?? agent,
    session: session?.session ?? "",
    started: iso(session?.started ?? 0),
    ended: iso(session?.ended ?? 0),
  };
}

function namesOf(numbers: readonly number[], names: readonly string[]): string[] {
  return numbers.flatMap((number) => names[number] ?? []);
}

/** As `Int32Array.from` with a function, but a loop: these have hundreds of thousands of places. */
function mapped(numbers: Int32Array, to: (number: number) => number): Int32Array {
  const all = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) all[i] = to(numbers[i] ?? 0);
  return all;
}
