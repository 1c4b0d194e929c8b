// A part of the sessions that a filter leaves, sorted.
import type { CutPicture } from "../metrics/cut-picture.ts";
import { OUTCOMES } from "../metrics/picture.ts";
import { select } from "../metrics/select.ts";
import { COUNT, countOf, MONEY, moneyOf, tokensOf } from "../metrics/sums.ts";
import type { Filter, SessionColumn, SessionsPage } from "../protocol/panel.ts";
import type { Outcome } from "../protocol/report.ts";
import { costOfRow } from "./figures.ts";
import { choiceOf } from "./period.ts";
import { sessionRowsOf, type SessionRows } from "./session-row.ts";

export type PageAsked = {
  readonly filter: Filter;
  /** Only sessions that spent something on it; null: all. */
  readonly outcome: Outcome | null;
  readonly sort: { readonly by: SessionColumn; readonly descending: boolean };
  readonly from: number;
  readonly count: number;
};

/** The page. Sessions with equal values stand in the order of their start, whichever way the others are sorted. */
export function sessionsPageOf(cut: CutPicture, asked: PageAsked, now: number): SessionsPage {
  const selection = select(cut, choiceOf(cut.picture, asked.filter, now));
  const rows = sessionRowsOf(selection);
  const places = placesWith(rows, asked.outcome);
  const value = valueOf(cut, selection.sessions, rows, asked.sort.by);
  const values = new Map(places.map((place) => [place, value(place)]));
  const direction = asked.sort.descending ? -1 : 1;
  const sorted = places.toSorted(
    (a, b) => direction * compare(values.get(a) ?? 0, values.get(b) ?? 0) || a - b,
  );
  return {
    schema: "tokenworth/sessions@1",
    total: sorted.length,
    from: asked.from,
    rows: sorted.slice(asked.from, asked.from + asked.count).map(rows.row),
  };
}

function placesWith({ count, sums }: SessionRows, outcome: Outcome | null): number[] {
  const all = Array.from({ length: count }, (_, place) => place);
  if (outcome === null) return all;
  const column = outcome === "noCode" ? OUTCOMES.length : OUTCOMES.indexOf(outcome);
  return all.filter(
    (place) =>
      moneyOf(sums, place, MONEY.spend + column) > 0n || countOf(sums, place, COUNT.spendTokens + column) > 0,
  );
}

/** What a column sorts by. A cost that is not known is less than none. */
function valueOf(
  { picture }: CutPicture,
  sessions: Int32Array,
  rows: SessionRows,
  by: SessionColumn,
): (place: number) => number | bigint | string {
  const labels = new Map(picture.agents.map(({ id, label }) => [id, label]));
  const sessionAt = (place: number) => picture.sessions[sessions[place] ?? 0];
  switch (by) {
    case "started":
      return (place) => sessionAt(place)?.started ?? 0;
    case "agent":
      return (place) => (labels.get(sessionAt(place)?.agent ?? "") ?? "").toLowerCase();
    case "repository":
      return (place) => rows.repositories(place).join(" ").toLowerCase();
    case "model":
      return (place) => rows.models(place).join(" ").toLowerCase();
    case "costUsd":
      return (place) => costOfRow(rows.sums, place) ?? -1n;
    case "tokens":
      return (place) => tokensOf(rows.sums, place);
    case "keptLines":
      return (place) => countOf(rows.sums, place, COUNT.lines + OUTCOMES.indexOf("kept"));
    case "turns":
      return (place) => countOf(rows.sums, place, COUNT.turns);
    default:
      return by satisfies never;
  }
}

const compare = (a: number | bigint | string, b: number | bigint | string): number =>
  a < b ? -1 : a > b ? 1 : 0;
