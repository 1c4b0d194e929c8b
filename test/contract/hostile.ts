// Texts and records that mean harm, for the contract of the agents.
import fc from "fast-check";
import { oddPaths, oddValues, withDeep } from "../harness/odd-values.ts";
import { changed, pathsOf } from "../harness/spoil.ts";

const ODD = [...oddValues, ...oddPaths("/home/dev/project")];

/** A record with one value of it, anywhere, put in place of another; or with keys that poison prototypes. */
export function mutated(record: string): fc.Arbitrary<string> {
  const value: unknown = parsed(record);
  const paths = pathsOf(value);
  return fc
    .record({ path: fc.constantFrom(...paths), odd: fc.constantFrom(...ODD), poison: fc.boolean() })
    .map(({ path, odd, poison }) => {
      const text = withDeep(JSON.stringify(changed(value, path, () => odd)));
      return poison
        ? text.replace("{", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},')
        : text;
    });
}

/** Any JSON object. */
export function hostileRecord(): fc.Arbitrary<string> {
  return fc.dictionary(fc.string(), fc.jsonValue()).map((record) => JSON.stringify(record));
}

/** Whole records cut, doubled, spoiled by random letters, or nested without end. */
export function hostileTexts(records: readonly string[]): fc.Arbitrary<string[]> {
  const record = fc.constantFrom(...records);
  const cut = fc.tuple(record, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const spoiled = fc
    .tuple(record, fc.nat(), fc.string({ unit: "binary", maxLength: 4 }))
    .map(([text, at, junk]) => text.slice(0, at % text.length) + junk + text.slice((at % text.length) + 1));
  const row = fc.array(fc.oneof(record, cut), { maxLength: 3 }).map((texts) => texts.join(""));
  const deep = fc.constantFrom(
    "[".repeat(200_000),
    '{"a":'.repeat(100_000),
    `${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  );
  return fc.array(
    fc.oneof(
      { weight: 4, arbitrary: cut },
      { weight: 4, arbitrary: spoiled },
      { weight: 4, arbitrary: row },
      { weight: 2, arbitrary: fc.string({ unit: "binary" }) },
      { weight: 1, arbitrary: deep },
    ),
    { minLength: 1, maxLength: 5 },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
