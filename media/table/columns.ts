// What a column of a table is, and rows in order of one of them.
import type { TemplateResult } from "lit";
import type { Rows } from "../cards/card.ts";

export type Column<R> = {
  /** Part of what is remembered about the order. */
  readonly id: string;
  readonly label: string;
  readonly align: "text" | "number";
  /** What the column is sorted by, and what is copied; null: not known. */
  readonly value: (row: R) => string | number | null;
  readonly show: (row: R) => string | TemplateResult;
  /** Left out where there is little room, `extra` first, `spare` where there is hardly any. */
  readonly room?: "extra" | "spare";
};

export type Order = { readonly by: string; readonly descending: boolean };

/** "costUsd down" → its order; the other one where that is nonsense. */
export function orderOf(
  text: string | undefined,
  columns: readonly { readonly id: string }[],
  first: Order,
): Order {
  const [by = "", direction] = (text ?? "").split(" ");
  return columns.some(({ id }) => id === by) ? { by, descending: direction === "down" } : first;
}

/** The text that `orderOf` reads. */
export const textOf = ({ by, descending }: Order): string => `${by} ${descending ? "down" : "up"}`;

/** A first press on a column: numbers from the largest, names from A; a second one turns it round. */
export function pressed<R>(order: Order, { id, align }: Column<R>): Order {
  return order.by === id
    ? { by: id, descending: !order.descending }
    : { by: id, descending: align === "number" };
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
}

/** Rows of one value keep their order; what is not known stands last, whichever way it is sorted. */
export function sorted<R>(rows: readonly R[], columns: readonly Column<R>[], order: Order): readonly R[] {
  const column = columns.find(({ id }) => id === order.by);
  if (column === undefined) return rows;
  const sign = order.descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [column.value(a), column.value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * compare(left, right);
  });
}

/** As they are copied: the heads, then the rows. */
export function rowsOf<R>(rows: readonly R[], columns: readonly Column<R>[]): Rows {
  return [columns.map(({ label }) => label), ...rows.map((row) => columns.map(({ value }) => value(row)))];
}
