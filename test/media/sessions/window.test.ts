import fc from "fast-check";
import { expect, test } from "vitest";
import { keyedRow, scrolledTo, seenRows } from "../../../media/sessions/window.ts";

const list = fc.record({
  total: fc.integer({ min: 1, max: 50_000 }),
  rowHeight: fc.constantFrom(32, 54),
  rows: fc.integer({ min: 1, max: 14 }),
});

test("every row that is in sight is drawn, and few others", () => {
  fc.assert(
    fc.property(list, fc.double({ min: 0, max: 1, noNaN: true }), ({ total, rowHeight, rows }, part) => {
      const height = Math.min(total, rows) * rowHeight;
      const top = part * (total * rowHeight - height);
      const { first, last } = seenRows({ top, height, rowHeight, total });
      expect(first * rowHeight).toBeLessThanOrEqual(top);
      expect((last + 1) * rowHeight).toBeGreaterThanOrEqual(Math.min(total * rowHeight, top + height) - 1e-6);
      expect(last - first).toBeLessThan(rows + 14);
    }),
  );
});

test("a row that a key leads to is scrolled into sight, and no further", () => {
  fc.assert(
    fc.property(list, fc.nat(49_999), ({ total, rowHeight, rows }, wanted) => {
      const row = Math.min(total - 1, wanted);
      const scrolled = { top: 5 * rowHeight, height: Math.min(total, rows) * rowHeight, rowHeight, total };
      const top = scrolledTo(row, scrolled);
      expect(top).toBeLessThanOrEqual(row * rowHeight);
      expect(top + scrolled.height).toBeGreaterThanOrEqual((row + 1) * rowHeight);
      expect(scrolledTo(row, { ...scrolled, top })).toBe(top);
    }),
  );
});

test.for([
  ["ArrowDown", 4],
  ["ArrowUp", 2],
  ["PageDown", 9],
  ["PageUp", 0],
  ["Home", 0],
  ["End", 9],
  ["x", null],
] as const)("%s leads from the fourth of ten to %s", ([key, row]) => {
  expect(keyedRow(key, 3, 10, 8)).toBe(row);
});
