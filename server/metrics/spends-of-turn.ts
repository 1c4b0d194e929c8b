// What a turn's requests came to, as far as the turn was selected.
import { pieceFalls } from "./choice.ts";
import { amountOfPart, kindsOfPart, moneyOfPart, partOfTurn, type Part } from "./part-of-turn.ts";
import { NONE } from "./picture.ts";
import type { Selection } from "./select.ts";
import { addSpend, COUNT, count, countOf, createSums, MONEY, moneyOf, pay, type Sums } from "./sums.ts";

type Turn = {
  readonly selection: Selection;
  /** Where it is added. */
  readonly sums: Sums;
  readonly row: number;
  readonly turn: number;
  /** Where each turn's rows begin. */
  readonly spends: Int32Array;
  readonly pieces: Int32Array;
};

/** Adds the requests of the chosen model. Counts of requests are those of the whole turn if anything of it falls here. */
export function addSpendsOf(asked: Turn): void {
  const { selection, sums, row, turn, spends } = asked;
  const { picture, choice } = selection;
  const falls = fallingOf(asked);
  if (falls === "nothing") return;
  const model = choice.model === null ? null : picture.models.indexOf(choice.model);
  const whole = falls === "all" ? sums : createSums(1);
  for (let i = spends[turn] ?? 0; i < (spends[turn + 1] ?? 0); i++)
    if (model === null || picture.spends.model[i] === model)
      addSpend(whole, falls === "all" ? row : 0, picture, i);
  if (falls !== "all") addPart(sums, row, whole, falls);
}

function fallingOf({ selection, turn, pieces }: Turn): "all" | "nothing" | Part {
  const { picture, choice } = selection;
  const { scope } = choice;
  if (scope === null) return "all";
  const [first, end] = [pieces[turn] ?? 0, pieces[turn + 1] ?? 0];
  const session = picture.turns.session[turn] ?? NONE;
  if (first === end) return scope.sessions[session] === 1 ? "all" : "nothing";
  let falling = 0;
  for (let i = first; i < end; i++) if (pieceFalls(picture, scope, i, session)) falling++;
  if (falling === end - first) return "all";
  return falling === 0 ? "nothing" : partOfTurn(picture, scope, { turn, first, end });
}

const KINDS = [COUNT.input, COUNT.output, COUNT.cacheRead, COUNT.cacheWrite] as const;

function addPart(sums: Sums, row: number, whole: Sums, part: Part): void {
  pay(sums, row, MONEY.estimatedCost, moneyOfPart(part, moneyOf(whole, 0, MONEY.estimatedCost)));
  for (const column of [COUNT.requests, COUNT.floors, COUNT.estimated, COUNT.recorded])
    count(sums, row, column, countOf(whole, 0, column));
  for (const column of [COUNT.unpricedTokens, COUNT.estimatedTokens])
    count(sums, row, column, amountOfPart(part, countOf(whole, 0, column)));
  const kinds = kindsOfPart(
    part,
    KINDS.map((column) => countOf(whole, 0, column)),
  );
  KINDS.forEach((column, kind) => count(sums, row, column, kinds[kind]));
}
