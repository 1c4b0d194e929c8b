// Kinds of files, by name alone.

export const KINDS_OF_FILE = ["code", "tests", "docs", "styles", "data", "other"] as const;
export type KindOfFile = (typeof KINDS_OF_FILE)[number];

/** What kind of file a path is by its name: `data` is data and settings. */
export function kindOfFile(path: string): KindOfFile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const small = name.toLowerCase();
  const dot = small.lastIndexOf(".");
  const extension = dot <= 0 ? "" : small.slice(dot + 1);
  const kind = BY_NAME.get(small) ?? BY_EXTENSION.get(extension) ?? (dot === 0 ? "data" : "other");
  return kind === "code" && isTest(path, name) ? "tests" : kind;
}

const TEST_NAME = /^test_|^tests?\.|[._-]tests?\.|[._-]spec\./i;
/** Words of such names begin with capitals: a `Contest.java` is none. */
const TEST_CLASS = /(?:Test|Tests|Spec)\.(?:java|kt|cs|swift|scala|groovy|php)$/;
const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testing|testdata|fixtures)\//i;

const isTest = (path: string, name: string): boolean =>
  TEST_NAME.test(name) || TEST_CLASS.test(name) || TEST_FOLDER.test(path);

const EXTENSIONS: Readonly<Record<Exclude<KindOfFile, "tests" | "other">, string>> = {
  code: `ts tsx mts cts js jsx mjs cjs vue svelte astro py pyi pyx rb go rs java kt kts scala groovy clj cljs cs fs vb c h cc
    cpp cxx hh hpp hxx m mm swift dart php pl pm lua r jl ex exs erl hrl hs elm ml mli zig nim d sh bash zsh fish ps1 bat
    cmd sql graphql gql proto sol asm s v sv vhd tf hcl ipynb html htm xhtml ejs hbs erb liquid pug twig jinja j2 cmake
    make mk gradle bzl nix el lisp scm rkt f90 f pas ada cob tcl wgsl glsl hlsl cu metal prisma`,
  docs: "md mdx markdown rst adoc asciidoc txt tex org rtf pod 1 3 5 7 8",
  styles: "css scss sass less styl pcss postcss",
  data: "json jsonc json5 jsonl ndjson yaml yml toml ini cfg conf env properties xml csv tsv svg plist lock xsd po pot arb resx editorconfig",
};

const BY_EXTENSION: ReadonlyMap<string, KindOfFile> = new Map(
  (["code", "docs", "styles", "data"] as const).flatMap((kind) =>
    EXTENSIONS[kind].split(/\s+/).map((extension): [string, KindOfFile] => [extension, kind]),
  ),
);

const BY_NAME: ReadonlyMap<string, KindOfFile> = new Map(
  Object.entries({
    dockerfile: "code",
    makefile: "code",
    rakefile: "code",
    gemfile: "code",
    jenkinsfile: "code",
    "cmakelists.txt": "code",
    "requirements.txt": "data",
    "go.mod": "data",
    readme: "docs",
    license: "docs",
    changelog: "docs",
    contributing: "docs",
  } as const),
);
