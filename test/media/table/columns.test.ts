import fc from "fast-check";
import { expect, test } from "vitest";
import { orderOf, pressed, sorted, textOf, type Column } from "../../../media/table/columns.ts";

type Row = { readonly at: number; readonly cost: number | null; readonly name: string };

const columns: readonly Column<Row>[] = [
  { id: "name", label: "Name", align: "text", value: ({ name }) => name, show: ({ name }) => name },
  { id: "cost", label: "Cost", align: "number", value: ({ cost }) => cost, show: ({ cost }) => String(cost) },
];
const first = { by: "cost", descending: true };

const rows = fc
  .array(
    fc.record({ cost: fc.option(fc.integer({ min: 0, max: 3 })), name: fc.constantFrom("a", "b", "B", "") }),
  )
  .map((all) => all.map((row, at): Row => ({ ...row, at })));
const orders = fc.record({ by: fc.constantFrom("name", "cost"), descending: fc.boolean() });

test("an order is remembered as text, and nonsense is the first order", () => {
  fc.assert(
    fc.property(orders, (order) => {
      expect(orderOf(textOf(order), columns, first)).toEqual(order);
    }),
  );
  for (const nonsense of [undefined, "", "gone down", "constructor up"])
    expect(orderOf(nonsense, columns, first)).toEqual(first);
});

test("numbers begin with the largest, names with the first; a second press turns it round", () => {
  const [name, cost] = columns;
  if (name === undefined || cost === undefined) throw new Error("two columns");
  expect(pressed(first, name)).toEqual({ by: "name", descending: false });
  expect(pressed(pressed(first, name), cost)).toEqual({ by: "cost", descending: true });
  expect(pressed(first, cost)).toEqual({ by: "cost", descending: false });
});

test("all rows are there; equals keep their order; what is not known stands last both ways", () => {
  fc.assert(
    fc.property(rows, fc.boolean(), (all, descending) => {
      const shown = sorted(all, columns, { by: "cost", descending });
      expect(shown.toSorted((a, b) => a.at - b.at)).toEqual(all);
      const unknown = shown.map(({ cost }) => Number(cost === null));
      expect(unknown).toEqual(unknown.toSorted((a, b) => a - b));
      const swapped = shown.filter(
        (row, i) => row.cost === shown[i + 1]?.cost && row.at > (shown[i + 1]?.at ?? 0),
      );
      expect(swapped).toEqual([]);
    }),
  );
});
