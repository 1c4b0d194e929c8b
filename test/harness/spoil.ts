// Ways to spoil a record. Each is a plain choice of numbers, so that fast-check can draw ten thousand of them quickly.
import fc from "fast-check";
import { parseJson } from "../../server/lib/json.ts";
import { withDeep } from "./odd-values.ts";

const WAYS = [
  "leave",
  "value",
  "value",
  "value",
  "several values",
  "longer text",
  "poison",
  "double key",
  "spaces",
  "cut",
  "join",
  "letters",
  "bytes",
] as const;

/** What is done to one record. */
export type Spoiling = {
  readonly way: (typeof WAYS)[number];
  readonly at: number;
  readonly odd: number;
  readonly junk: Uint8Array;
};

export const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  way: fc.constantFrom(...WAYS),
  at: fc.nat(),
  odd: fc.nat(),
  junk: fc.uint8Array({ minLength: 1, maxLength: 12 }),
});

/** The bytes of a record after it was spoiled with some of `odds`, all of which can be JSON. */
export function spoil(record: string, { way, at, odd, junk }: Spoiling, odds: readonly unknown[]): Buffer {
  const value = parseJson(record) ?? {};
  const texts = odds.filter((one) => typeof one === "string");
  const pick = (n: number): unknown => odds[n % odds.length];
  const pickText = (n: number): string => texts[n % texts.length] ?? "";
  const put = (n: number, change: (old: unknown) => unknown): string =>
    withDeep(JSON.stringify(changed(value, placeIn(value, n), change)));
  const cut = (text: Buffer, middle: Uint8Array, skip: number): Buffer => {
    const place = at % (text.length + 1);
    return Buffer.concat([text.subarray(0, place), middle, text.subarray(place + skip)]);
  };
  switch (way) {
    case "leave":
      return Buffer.from(record);
    case "value":
      return Buffer.from(put(at, () => pick(odd)));
    case "several values": {
      const once = changed(value, placeIn(value, at), () => pick(odd));
      return Buffer.from(withDeep(JSON.stringify(changed(once, placeIn(value, odd), () => pick(at)))));
    }
    case "longer text":
      return Buffer.from(put(at, (old) => `${typeof old === "string" ? old : ""}${pickText(odd)}`));
    case "poison":
      return Buffer.from(
        record.replace("{", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},'),
      );
    case "double key":
      return Buffer.from(
        record.replace(/^\{("\w+"):/, (_, key) => `{${key}:${JSON.stringify(pick(odd))},${key}:`),
      );
    case "spaces":
      return Buffer.from(JSON.stringify(value, null, 1).replaceAll("\n", odd % 2 === 0 ? " " : "\r"));
    case "cut":
      return Buffer.from(record).subarray(0, at % (record.length + 1));
    case "join":
      return Buffer.from(record + record.slice(0, at % (record.length + 1)));
    case "letters":
      return cut(Buffer.from(record), Buffer.from(pickText(odd)), junk.length);
    case "bytes":
      return cut(Buffer.from(record), junk, odd % 3);
    default:
      return way satisfies never;
  }
}

type Path = readonly (string | number)[];

/** The ways to every part of a value, itself included. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, part]) => pathsOf(part, [...path, key]));
  return [path, ...below];
}

function placeIn(value: unknown, n: number): Path {
  const paths = pathsOf(value);
  return paths[n % paths.length] ?? [];
}

/** A value with one part of it changed; where the way there leads no further, what stands there. */
export function changed(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined || typeof value !== "object" || value === null) return change(value);
  if (Array.isArray(value))
    return value.map((part, i) => (String(i) === key ? changed(part, rest, change) : part));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: changed(record[key], rest, change) };
}
