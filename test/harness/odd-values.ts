// Values that mean harm, for any place of a record: what a log can hold that nobody would have written into it.

/** Stands in the text of a record for something nested too deep to be made any other way. */
export const DEEP = "@deep@";
const DEPTH = 20_000;

/** The text of a record with what is nested deep in its place. */
export const withDeep = (text: string): string =>
  text.replaceAll(`"${DEEP}"`, `${'[{"a":'.repeat(DEPTH)}0${"}]".repeat(DEPTH)}`);

/** What a terminal would obey, and what would hide or turn around what stands beside it. */
export const oddLetters: readonly string[] = [
  "\u001b[2J\u001b[31mred\u001b[0m",
  "\u001b]0;title\u0007\u001b]8;;https://example.invalid\u001b\\link",
  "\u001b]52;c;ZXZpbA==\u0007",
  "\u001bP+q544e\u001b\\\u001b_x\u001b\\\u001b^y\u001b\\",
  "\u009b31m\u009d0;title\u009c\u0085\u008d",
  "a\rb\bc\u000bd\u007fe\u0000f\tg\nh",
  "\u202eevil\u202c\u2066x\u2069\u200f",
  "\u200b\u00ad\u2060\ufeff\u{e0041}\u3164\u2800\ufe0f",
  "a\u2028b\u2029c",
  `z${"\u0301".repeat(300)}`,
  "\ud800lone\udfff",
  "\u0000\ud800",
  "語".repeat(90),
];

/** Paths that lead out, into git's own folder, or look like something else than a path. */
export const oddPaths = (root: string): readonly string[] => [
  "../../../../../../etc/passwd",
  "/etc/passwd",
  "/dev/zero",
  "/proc/self/environ",
  "~/.ssh/id_ed25519",
  "C:\\Windows\\win.ini",
  "//server/share/x",
  "\\\\server\\share\\x",
  "file:///etc/passwd",
  "a\0b",
  `/${"deep/".repeat(2000)}x`,
  `/${"x".repeat(70_000)}`,
  ...(
    ".git/config .git/hooks/post-checkout .GIT/config .git .git/../.git/HEAD ../../etc/passwd -rf " +
    "--upload-pack=x :(top) :(exclude,glob)** :! **/* {a,b} $(x) `x` %00 con.txt node_modules/planted/a.ts " +
    "sub/a.ts link/passwd fifo"
  )
    .split(" ")
    .map((path) => `${root}/${path}`),
  ...oddLetters.map((letters) => `${root}/${letters}`),
  `${root}/\n-rf\n`,
  root,
  `${root}/.`,
];

/** Times that are none, or that nobody has lived through. */
const oddTimes: readonly unknown[] = [
  "1969-12-31T23:59:59Z",
  "0000-01-01T00:00:00Z",
  "2999-12-31T00:00:00.000Z",
  "+275760-09-13T00:00:00.000Z",
  "2026-02-31T25:61:61Z",
  "2026-01-05T07:50:07.875917123+14:00",
  8.64e15,
  8.64e15 + 1,
  253_402_300_799_999,
  1e10,
  -1e15,
];

/** Anything, in any place. */
export const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e300,
  -1e-300,
  2 ** 53,
  2 ** 53 - 1,
  2 ** 31,
  "",
  "[trimmed]",
  "9".repeat(400),
  "9007199254740991",
  "x".repeat(5000),
  "line\n".repeat(3000),
  [],
  [[[[]]]],
  [null, 1, "x", {}],
  {},
  { toString: null, length: -1, valueOf: 1 },
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  "__proto__",
  "constructor",
  "hasOwnProperty",
  nested(2000),
  DEEP,
  ...oddTimes,
  ...oddLetters,
];

function nested(depth: number): unknown {
  let value: unknown = "end";
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}
