// Tables without lines, as wide as the terminal allows.
import Table from "cli-table3";
import type { Look } from "./look.ts";
import { fit, widthOf } from "./plain.ts";

/** `weight`: columns of the highest stay longest where there is little room. `shrink`: may be cut down to this width. */
export type Column<Row> = {
  readonly head: string;
  readonly align?: "left" | "right";
  readonly weight: number;
  readonly shrink?: number;
  /** Which end of a text that is cut stays. */
  readonly keep?: "start" | "end";
  readonly cell: (row: Row) => string;
};

const GAP = 2;
const NO_LINES = Object.fromEntries(
  ["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"]
    .concat(["left", "left-mid", "mid", "mid-mid", "right", "right-mid", "middle"])
    .map((name) => [name, ""]),
);

/** The rows under a head, in at most the look's columns less `indent`; the least weighty columns are left out for that. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  look: Look,
  indent = 0,
): string {
  const filled = columns.map((column) => ({ column, cells: rows.map(column.cell) }));
  const room = look.columns - indent;
  const { shown, widths } = fitColumns(filled, room);
  const grid = new Table({
    chars: NO_LINES,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    colAligns: shown.map(({ column }) => column.align ?? "left"),
  });
  const spaced = (cell: string, i: number) =>
    i === 0 ? cell : { content: cell, style: { "padding-left": GAP } };
  const cut = (text: string, i: number) => fit(text, widths[i] ?? 0, look, shown[i]?.column.keep);
  grid.push(shown.map(({ column }, i) => spaced(look.colors.dim(cut(column.head, i)), i)));
  rows.forEach((_, row) => grid.push(shown.map(({ cells }, i) => spaced(cut(cells[row] ?? "", i), i))));
  const margin = " ".repeat(indent);
  return grid
    .toString()
    .split("\n")
    .map((line) => (margin + line).trimEnd())
    .join("\n");
}

type Filled<Row> = { readonly column: Column<Row>; readonly cells: readonly string[] };

function fitColumns<Row>(filled: readonly Filled<Row>[], room: number) {
  let shown = filled.filter(({ cells }) => cells.some((cell) => cell !== ""));
  for (;;) {
    const natural = shown.map(({ column, cells }) => Math.max(widthOf(column.head), ...cells.map(widthOf)));
    const widths = shrunk(natural, shown, room - GAP * (shown.length - 1));
    if (widths !== null || shown.length <= 1) return { shown, widths: widths ?? natural };
    const least = shown.reduce((a, b) => (b.column.weight < a.column.weight ? b : a));
    shown = shown.filter((one) => one !== least);
  }
}

/** The widths with the widest of those that may shrink made narrower until all fit; null where that is not enough. */
function shrunk<Row>(
  natural: readonly number[],
  shown: readonly Filled<Row>[],
  room: number,
): readonly number[] | null {
  const widths = [...natural];
  for (let over = widths.reduce((a, b) => a + b, 0) - room; over > 0; over--) {
    const spare = shown.map(({ column }, i) => (widths[i] ?? 0) - (column.shrink ?? Infinity));
    const widest = spare.indexOf(Math.max(...spare));
    if ((spare[widest] ?? 0) <= 0) return null;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}
