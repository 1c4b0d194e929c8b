// The one table of the panel: the same look, keys and order of rows everywhere.
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Context } from "../cards/card.ts";
import { orderOf, pressed, sorted, textOf, type Column, type Order } from "./columns.ts";

export type Table<R> = {
  /** Its order of rows is remembered under this name. */
  readonly id: string;
  /** For screen readers. */
  readonly caption: string;
  /** The first one heads the rows. */
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** The order at first. null: the rows stand as they are and can't be sorted. */
  readonly order: Order | null;
};

type Choices = Pick<Context, "chosen" | "choose">;

/** The rows in the order that the user chose. */
export function orderedRows<R>({ id, columns, rows, order }: Table<R>, { chosen }: Choices): readonly R[] {
  return order === null ? rows : sorted(rows, columns, orderOf(chosen(`order:${id}`), columns, order));
}

const look = ({ align, room }: Pick<Column<never>, "align" | "room">): string =>
  `${align === "number" ? "numeric" : ""} ${room ?? ""}`;

function head<R>(table: Table<R>, column: Column<R>, { chosen, choose }: Choices): TemplateResult {
  const { id, columns, order: first } = table;
  if (first === null) return html`<th scope="col" class=${look(column)}>${column.label}</th>`;
  const order = orderOf(chosen(`order:${id}`), columns, first);
  const here = order.by === column.id ? (order.descending ? "descending" : "ascending") : null;
  return html`<th scope="col" class=${look(column)} aria-sort=${here ?? nothing}>
    <button class="sort ${here ?? ""}" @click=${() => choose(`order:${id}`, textOf(pressed(order, column)))}>
      <span>${column.label}</span>
    </button>
  </th>`;
}

function line<R>(row: R, columns: readonly Column<R>[]): TemplateResult {
  return html`<tr>
    ${columns.map((column, at) =>
      at === 0
        ? html`<th scope="row" class=${look(column)}>${column.show(row)}</th>`
        : html`<td class=${look(column)}>${column.show(row)}</td>`,
    )}
  </tr>`;
}

/** Wider than its place, it scrolls within it: by keys as well, whether or not there is something in it to press. */
export function tableOf<R>(table: Table<R>, choices: Choices): TemplateResult {
  // Drawn here, not later by lit: what can't be drawn is the card's fault, and is said in its place.
  const lines = orderedRows(table, choices).map((row) => ({
    key: table.keyOf(row),
    drawn: line(row, table.columns),
  }));
  return html`<div
    class="scroll"
    role=${table.order === null ? "region" : nothing}
    aria-label=${table.order === null ? table.caption : nothing}
    tabindex=${table.order === null ? 0 : nothing}
  >
    <table class="table">
      <caption class="spoken">
        ${table.caption}
      </caption>
      <thead>
        <tr>
          ${table.columns.map((column) => head(table, column, choices))}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          lines,
          ({ key }) => key,
          ({ drawn }) => drawn,
        )}
      </tbody>
    </table>
  </div>`;
}
