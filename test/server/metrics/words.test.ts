// Words of code: what raises them is more code, and no other form of the same.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_WORDS, wordsOfLines } from "../../../server/metrics/words.ts";

const linesOf = (text: string): string[] => text.split("\n");
const words = (text: string, language = "ts"): number[] => Array.from(wordsOfLines(linesOf(text), language));
const sum = (text: string, language = "ts"): number => words(text, language).reduce((a, b) => a + b, 0);

describe("what counts", () => {
  test("names, numbers and keywords do, signs do not", () => {
    expect(words("const x = y + 12;\n}\n\nif (a.b[0] === $c_1) {")).toEqual([4, 0, 0, 5]);
    expect(words("größe = straße", "py")).toEqual([2]);
  });

  test("the words of a string do, whatever marks it holds", () => {
    expect(words("get(\"http://a.b/c\", '/* d'); // no\nx = 1")).toEqual([6, 2]);
    expect(words("const a = `one\n// two ${b}\n/* three`; // no\nc")).toEqual([3, 2, 1, 1]);
    expect(words("let x = /'/; // no\nfn f<'a>(b: &'a str) {} // isn't", "rs")).toEqual([2, 6]);
  });

  test("comments do not, of one line or many, in many languages", () => {
    expect(words("a /* b\nc\nd */ e // f\n/** g */\nh")).toEqual([1, 0, 1, 0, 1]);
    expect(words("a = 1 # b\n#c\nurl = 'x#y'", "py")).toEqual([2, 0, 3]);
    expect(words("echo ${#a} # b", "sh")).toEqual([2]);
    expect(words("<p>a</p> <!-- b\nc --> d", "html")).toEqual([3, 1]);
    expect(words("SELECT a -- b", "sql")).toEqual([2]);
    expect(words("--[[ a\nb ]] c -- d", "lua")).toEqual([0, 1]);
    expect(words("a { b: url(//c) } /* d */", "css")).toEqual([4]);
  });

  test("a text that stands by itself in Python is a comment; one that is used is none", () => {
    const lines = [
      "def f():",
      '    """Say',
      "    much.",
      '    """',
      "    return f('''a",
      "    b''')",
      "'''no'''",
    ];
    expect(words(lines.join("\n"), "py")).toEqual([2, 0, 0, 0, 3, 1, 0]);
    expect(words('run(\n  """SELECT a"""\n)\nx = """\nb\n"""', "py")).toEqual([1, 2, 0, 1, 1, 0]);
  });

  test("what is imported does not, however many lines it takes", () => {
    const script =
      "import a from 'b';\nimport {\n  c,\n  d,\n} from 'e';\nexport * from 'f'\nexport { g } from './h/i'\nconst j = k;";
    expect(words(script)).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
    expect(words("export { a };\nconst b = 1")).toEqual([0, 3]);
    expect(words("export {\n  a,\n}\nfrom 'b'\nc()\nawait import('d')")).toEqual([0, 0, 0, 0, 1, 3]);
    expect(words("import a\nfrom b import (\n  c,\n)\nd = 1", "py")).toEqual([0, 0, 0, 0, 2]);
    expect(words('package a\nimport (\n  "b"\n)\nfunc c() {}', "go")).toEqual([0, 0, 0, 0, 2]);
    expect(words("use a::{\n  b,\n};\nfn c() {}", "rs")).toEqual([0, 0, 0, 2]);
    expect(words("#include <a.h>\nint b;", "c")).toEqual([0, 2]);
  });

  test("a line of a million signs is read at once, whatever they are", () => {
    const long = (text: string, length = 200_000): string => text.repeat(length / text.length);
    const lines = [
      long("_$", 1_000_000),
      ...["\\'", "'_\\", "_ ", "/**/", "'\"\\", "a "].map((text) => long(text)),
    ];
    const started = performance.now();
    expect(words([...lines, "b"].join("\n"))).toEqual([0, 0, 0, 0, 0, 0, MOST_WORDS, 1]);
    expect(words(`${long(" ")}${long('""""""')}b`, "py")).toEqual([1]);
    expect(performance.now() - started).toBeLessThan(3000);
  });

  test("of prose each word does, and a line of data no more than so many", () => {
    expect(words("# A title\n\nSome words.", "md")).toEqual([2, 0, 2]);
    expect(words(Array.from({ length: 900 }, (_, i) => i).join(","), "json")).toEqual([MOST_WORDS]);
  });
});

const name = fc.constantFrom("alpha", "beta", "x1", "sum", "return", "if", "await", "42", "this");
const sign = fc.constantFrom(
  "+",
  "=",
  "(",
  ")",
  ".",
  ",",
  ";",
  "=>",
  "{",
  "}",
  "[0]",
  "/",
  "'a b'",
  '"c // d"',
  "`e`",
);
const code = fc
  .array(fc.tuple(name, sign), { minLength: 1, maxLength: 12 })
  .map((parts) => parts.flat())
  .filter((parts) => !/\/[*/]/.test(parts.join("").replaceAll('"c // d"', "")));
const imports = fc.constantFrom(
  ["import", "{", "alpha", ",", "beta", "}", "from", "'./gamma/delta'", ";"],
  ["import", "alpha", "from", '"beta"', ";"],
  ["import", "'alpha'", ";"],
);
const program = fc.array(fc.oneof({ weight: 5, arbitrary: code }, imports), { minLength: 1, maxLength: 8 });

/** The tokens of lines, parted as the numbers say: by a space, a line end, or several of both. */
const laidOut = (tokens: readonly string[], gaps: readonly number[]): string =>
  tokens.map((token, i) => token + ([" ", "\n", "\n\n  ", "\t"][gaps[i % gaps.length] ?? 0] ?? " ")).join("");

const gaps = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 });

const anything = fc.constantFrom(...Array.from("ab1_$ \t\"'`/*#-<>!{}();\\=é字\u0000\ud800\r"));

describe("no other form of the same raises it", () => {
  test("another layout, with as many line ends and spaces as one likes", () => {
    fc.assert(
      fc.property(program, gaps, (lines, layout) => {
        const twin = lines.map((tokens) => tokens.join(" ")).join("\n");
        const told = lines.map((tokens) => laidOut(tokens, layout)).join("\n");
        expect(sum(told)).toBe(sum(twin));
      }),
    );
  });

  test("comments, anywhere", () => {
    const comment = fc.constantFrom(
      "// said and done",
      "/* so\n * it goes */",
      "/** for ever */",
      "// 'quoted",
    );
    fc.assert(
      fc.property(program, fc.array(comment, { minLength: 1, maxLength: 8 }), (lines, comments) => {
        const twin = lines.map((tokens) => tokens.join(" "));
        const told = twin.map((line, i) => `${comments[i % comments.length]}\n${line} // so it is`);
        expect(sum(told.join("\n"))).toBe(sum(twin.join("\n")));
      }),
    );
  });

  test("any text at all: never more words than white space and signs part", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: anything, maxLength: 40 })),
        fc.constantFrom("ts", "py", "md", "lua"),
        (lines, language) => {
          const plain = lines.map(
            (line) => line.split(/[^\p{L}\p{N}_$]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
          );
          wordsOfLines(lines, language).forEach((count, i) =>
            expect(count).toBeLessThanOrEqual(plain[i] ?? 0),
          );
        },
      ),
    );
  });
});
