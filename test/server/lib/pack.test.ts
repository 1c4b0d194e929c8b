import fc from "fast-check";
import { expect, test } from "vitest";
import { createNames, createPool, readPool } from "../../../server/lib/intern.ts";
import { pack, packInts, unpack, unpackInts } from "../../../server/lib/pack.ts";

const value = { names: ["a", "ü"], numbers: Float64Array.of(1, 2 ** 47), sets: new Map([[1, [2, 3]]]) };

test("plain data comes back as it was", () => {
  expect(unpack(pack(value, "one"), "one")).toEqual(value);
});

test("another format, a cut and any changed byte give null", () => {
  const bytes = pack(value, "one");
  expect(unpack(bytes, "two")).toBeNull();
  for (let length = 0; length < bytes.length; length++)
    expect(unpack(bytes.subarray(0, length), "one")).toBeNull();
  for (let at = 0; at < bytes.length; at++)
    expect(unpack(bytes.with(at, (bytes[at] ?? 0) ^ 4), "one")).toBeNull();
});

test("whole numbers come back as they were", () => {
  const number = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const rows = fc.array(fc.oneof(number, fc.nat({ max: 3 })), { maxLength: 60 });
  fc.assert(
    fc.property(rows, (list) => {
      expect([...unpackInts(packInts(list))]).toEqual(list);
    }),
  );
});

test("numbers in a row and numbers that are alike take a few bytes", () => {
  const row = Int32Array.from({ length: 100_000 }, (_, i) => i + 7);
  expect(packInts(row).length).toBeLessThan(12);
  expect(packInts(new Int32Array(100_000).fill(-1)).length).toBeLessThan(12);
});

test("a pool keeps shared lines once, and null as null", () => {
  const [a, b] = [Int32Array.of(3, 4, 9), Int32Array.of()];
  const pool = createPool();
  const numbers = [a, b, a, null].map(pool.number);
  const linesOf = readPool(pool.save());
  expect(numbers).toEqual([0, 1, 0, -1]);
  expect(numbers.map(linesOf)).toEqual([a, b, a, null]);
});

test("names keep their numbers", () => {
  const names = createNames(["x"]);
  expect([names.number("y"), names.number("x"), names.number("y")]).toEqual([1, 0, 1]);
  expect(createNames(names.save()).name(1)).toBe("y");
});
