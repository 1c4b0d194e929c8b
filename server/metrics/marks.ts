// How languages mark what is no code: comments, the strings in which a mark means nothing, and what is brought in from elsewhere.

export type Marks = {
  /** What begins a comment that ends with its line: the source of a regular expression; "" for none. */
  readonly line: string;
  /** Comments of any length. */
  readonly block: readonly (readonly [string, string])[];
  /** Strings that end with their line at the latest. */
  readonly quotes: string;
  /** Strings of any length, by the mark at both their ends. */
  readonly long: readonly string[];
  /** Those of them that are comments where they stand by themselves. */
  readonly docs: readonly string[];
  /** A line that brings in what is written elsewhere, or says what the file is. */
  readonly imports: RegExp | null;
  /** How such a statement ends: with the line that closes its brackets, with a ";", or with a string. */
  readonly importEnd: "line" | ";" | "string";
};

const TEXT: Marks = {
  line: "",
  block: [],
  quotes: "",
  long: [],
  docs: [],
  imports: null,
  importEnd: "line",
};

const slashes: Marks = { ...TEXT, line: "//", block: [["/*", "*/"]], quotes: `"'` };
const hash: Marks = { ...TEXT, line: "#", quotes: `"'` };
/** Where a "#" may be part of a word. */
const looseHash: Marks = { ...hash, line: "(?<!\\S)#" };
const html: Marks = { ...TEXT, block: [["<!--", "-->"]] };

const FAMILIES: readonly (readonly [names: string, marks: Marks])[] = [
  [
    "js jsx mjs cjs ts tsx mts cts",
    {
      ...slashes,
      long: ["`"],
      imports: /^\s*(import\b(?!\s*[.(])|export\s*(type\s*)?[*{])/,
      importEnd: "string",
    },
  ],
  ["vue svelte astro", { ...slashes, block: [...slashes.block, ...html.block], long: ["`"] }],
  [
    "java cs php dart rs",
    {
      ...slashes,
      imports:
        /^\s*((pub(\([^)]*\))?\s+)?(use\s|mod\s+\w+\s*;|extern\s+crate\s)|import\s|package\s|namespace\s+[\w.\\]+\s*;|(global\s+)?using\s+(static\s+)?[\w.]+\s*[;=]|(require|include)(_once)?\b|part\s)/,
      importEnd: ";",
    },
  ],
  [
    "c h cc cpp cxx hpp hh hxx ino m mm glsl hlsl cu",
    { ...slashes, imports: /^\s*(#\s*(include|import|pragma\s+once)|@import|using\s+namespace)\b/ },
  ],
  [
    "go kt kts swift scala groovy gradle",
    { ...slashes, long: ["`"], imports: /^\s*(import|package)\b(?!\s*\.)/ },
  ],
  ["json jsonc json5 zig sol proto v sv", slashes],
  ["css", { ...slashes, line: "", imports: /^\s*@(import|charset)\b/ }],
  ["scss less sass styl", { ...slashes, line: "(?<!:)//", imports: /^\s*@(import|use|forward)\b/ }],
  [
    "py pyi pyw",
    {
      ...hash,
      long: ['"""', "'''"],
      docs: ['"""', "'''"],
      imports: /^\s*(import\s|from\s+\S+\s+import\b)/,
    },
  ],
  ["rb rake gemspec", { ...hash, block: [["=begin", "=end"]], imports: /^\s*(require|require_relative)\b/ }],
  [
    "ex exs cr jl nim",
    { ...hash, long: ['"""'], docs: ['"""'], imports: /^\s*(import|alias|require|use|using)\s/ },
  ],
  ["pl pm r", { ...hash, imports: /^\s*(use|require|library)\b/ }],
  [
    "sh bash zsh fish yml yaml mk cmake dockerfile makefile conf cfg properties awk tcl env gitignore",
    looseHash,
  ],
  ["toml nix bzl graphql gql", hash],
  ["ps1 psm1", { ...hash, block: [["<#", "#>"]] }],
  ["tf hcl", { ...slashes, line: "#|//" }],
  ["sql", { ...slashes, line: "--" }],
  ["lua", { ...TEXT, line: "--", block: [["--[[", "]]"]], quotes: `"'` }],
  [
    "hs elm purs",
    { ...TEXT, line: "--", block: [["{-", "-}"]], quotes: '"', imports: /^\s*(import|module)\b/ },
  ],
  ["clj cljs edn lisp scm el rkt asm", { ...TEXT, line: ";", quotes: '"' }],
  ["ini", { ...TEXT, line: "^\\s*[;#]" }],
  ["erl hrl tex", { ...TEXT, line: "(?<!\\\\)%" }],
  ["ml mli fs fsx", { ...TEXT, line: "//", block: [["(*", "*)"]], quotes: '"' }],
  ["html htm xml svg xhtml xaml plist csproj md mdx markdown", html],
  ["vb bas", { ...TEXT, line: "'", quotes: '"' }],
  ["bat cmd", { ...TEXT, line: "^\\s*(?:::|[Rr][Ee][Mm]\\b)" }],
  ["f90 f95 f03", { ...TEXT, line: "!", quotes: `"'` }],
];

const BY_NAME = new Map(
  FAMILIES.flatMap(([names, marks]) => names.split(" ").map((name) => [name, marks] as const)),
);

/** The language of a file as its name tells it: files of one have the same marks. */
export function languageOf(path: string): string {
  const name = (path.split("/").at(-1) ?? "").toLowerCase();
  const ending = name.split(".").at(-1) ?? "";
  return BY_NAME.has(ending) ? ending : (name.split(".")[0] ?? "");
}

/** The marks of a language. Of what is not known, and of prose, everything is text. */
export const marksOf = (language: string): Marks => BY_NAME.get(language) ?? TEXT;
