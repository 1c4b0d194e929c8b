// Which programs change files that people work on. Data and small rules for `shell.ts`.

type Rule = (args: readonly string[], isScratch: (path: string) => boolean) => boolean;

/** Whether a program, called with these arguments, probably changes files; `isScratch` names paths that don't count. */
export function isWriter(
  program: string,
  args: readonly string[],
  isScratch: (path: string) => boolean,
): boolean {
  return RULES.get(program)?.(args, isScratch) ?? false;
}

/** Whether an inline script of an interpreter (`python -c`, `node -e`, a here-document) probably writes files. */
export function writesInline(program: string, script: string): boolean {
  return INTERPRETER.test(program) && WRITING.test(script);
}

const INTERPRETER = /^(python[\d.]*|node|deno|bun|ruby|perl|php|tsx|ts-node)$/;
const WRITING =
  /\bwrite(_text|_bytes|File|FileSync|lines)?\s*\(|\bopen\([^)\n]{0,200}["'][wax]b?\+?["']|File\.write|\b(rename|unlink|rmSync|cpSync|rmtree|copyfile)\w*\s*\(|file_put_contents/;

const always: Rule = () => true;
/** `prettier --write`: only with one of these flags. */
const withFlag =
  (flag: RegExp): Rule =>
  (args) =>
    args.some((arg) => flag.test(arg));
/** `black`, unless it only looks. */
const unless =
  (flag: RegExp): Rule =>
  (args) =>
    !args.some((arg) => flag.test(arg));
/** `cargo fmt`: by the first word that is no option. */
const withVerb =
  (verbs: Readonly<Record<string, Rule>>): Rule =>
  (args, isScratch) => {
    const at = args.findIndex((arg) => !arg.startsWith("-"));
    const verb = args[at] ?? "";
    return Object.hasOwn(verbs, verb) && verbs[verb]?.(args.slice(at + 1), isScratch) === true;
  };
const verbs = (words: string, rule: Rule = always): Readonly<Record<string, Rule>> =>
  Object.fromEntries(words.split(" ").map((word) => [word, rule]));
const onOwnFiles: Rule = (args, isScratch) => args.some((arg) => !arg.startsWith("-") && !isScratch(arg));
const intoOwnFile: Rule = (args, isScratch) => {
  const last = args.findLast((arg) => !arg.startsWith("-"));
  return last !== undefined && !isScratch(last);
};

const LOOKING = /^(-c|--?check(=.*)?|--diff|--dry-run|--list-different|--list|-l)$/;
const FIXING = /^--(fix|write|apply|unsafe|autocorrect)/;

/** A script or target of this name rewrites files: `format`, `lint:fix`, `gen-api`; `format:check` only looks. */
const isWritingScript = (name: string): boolean =>
  /(^|[:_\-/])(fmt|format|fix|fixup|gen|generate|codegen|tidy|prettier|scaffold)([:_\-/]|$)/.test(name) &&
  !/check|verify/.test(name);
const namedScript: Rule = (args) => args.some((arg) => isWritingScript(arg));

const INSTALLING = verbs(
  "install i ci add uninstall remove rm un update up upgrade dedupe init create link import",
);
const packages = withVerb({ ...INSTALLING, run: namedScript, "run-script": namedScript, version: always });
const git = gitRule({
  ...verbs("mv rm apply am revert merge rebase cherry-pick pull clean clone restore"),
  checkout: unless(/^(-b|-B|--orphan)$/),
  switch: unless(/^(-c|-C|--create|--orphan)$/),
  stash: (args) => !/^(list|show|drop|clear|create|store)$/.test(args[0] ?? ""),
  reset: withFlag(/^--(hard|merge|keep)$/),
  submodule: withFlag(/^(update|add)$/),
});

/** `git -C folder -c key=value verb …`: options before the verb may have values of their own. */
function gitRule(rules: Readonly<Record<string, Rule>>): Rule {
  const rule = withVerb(rules);
  return (args, isScratch) => {
    let at = 0;
    while (/^-[Cc]$|^--(git-dir|work-tree|namespace)$/.test(args[at] ?? "")) at += 2;
    return rule(args.slice(at), isScratch);
  };
}

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ["git", git],
  ...["rm", "mv", "tee", "truncate", "unlink"].map((name): [string, Rule] => [name, onOwnFiles]),
  ...["cp", "install", "rsync"].map((name): [string, Rule] => [name, intoOwnFile]),
  ...[
    "patch",
    "ed",
    "ex",
    "unzip",
    "protoc",
    "graphql-codegen",
    "openapi-generator",
    "openapi-generator-cli",
    "quicktype",
  ].map((name): [string, Rule] => [name, always]),
  ["tar", withFlag(/^(-[a-zA-Z]*x[a-zA-Z]*|x[a-z]*|--extract)$/)],
  ["dd", withFlag(/^of=/)],
  ["find", withFlag(/^(-delete|rm|mv|sed|perl)$/)],
  ["sed", withFlag(/^(-[a-zA-Z]*i.*|--in-place.*)$/)],
  ["perl", withFlag(/^-[a-zA-Z0-9]*i/)],
  ...["awk", "gawk"].map((name): [string, Rule] => [name, withFlag(/^inplace$/)]),
  ["prettier", withFlag(/^(--write|-w)$/)],
  ...["gofmt", "goimports", "gofumpt", "shfmt"].map((name): [string, Rule] => [name, withFlag(/^-\w*w/)]),
  ...[
    "eslint",
    "oxlint",
    "stylelint",
    "standard",
    "xo",
    "biome",
    "tslint",
    "markdownlint",
    "golangci-lint",
  ].map((name): [string, Rule] => [name, withFlag(FIXING)]),
  ...["autopep8", "yapf", "clang-format"].map((name): [string, Rule] => [
    name,
    withFlag(/^(-i|--in-place)$/),
  ]),
  ...["black", "isort", "oxfmt", "rustfmt", "swiftformat", "dprint", "taplo"].map((name): [string, Rule] => [
    name,
    unless(LOOKING),
  ]),
  ["rubocop", withFlag(/^(-a|-A|--auto-?correct.*)$/)],
  ["ktlint", withFlag(/^(-F|--format)$/)],
  ["ruff", withVerb({ format: unless(LOOKING), check: withFlag(FIXING) })],
  ["go", withVerb({ ...verbs("fmt generate get"), mod: withFlag(/^(tidy|init|vendor|edit)$/) })],
  [
    "cargo",
    withVerb({ ...verbs("add remove update new init fix"), fmt: unless(LOOKING), clippy: withFlag(FIXING) }),
  ],
  ["dart", withVerb(verbs("format fix"))],
  ["dotnet", withVerb(verbs("format new add remove"))],
  ["terraform", withVerb({ fmt: unless(LOOKING) })],
  ["mix", withVerb({ format: unless(/^--check/), "deps.get": always, "phx.gen.html": always })],
  ["buf", withVerb(verbs("generate format"))],
  ["sqlc", withVerb(verbs("generate"))],
  ["prisma", withVerb(verbs("generate migrate format init"))],
  ["alembic", withVerb(verbs("revision"))],
  ["rails", withVerb(verbs("generate g new destroy"))],
  ...["ng", "nx"].map((name): [string, Rule] => [name, withVerb(verbs("generate g new add migrate"))]),
  ...["npm", "pnpm", "bun"].map((name): [string, Rule] => [name, packages]),
  [
    "yarn",
    (args, isScratch) => args.length === 0 || packages(args, isScratch) || isWritingScript(args[0] ?? ""),
  ],
  ...["poetry", "uv", "pdm", "composer", "bundle"].map((name): [string, Rule] => [
    name,
    withVerb(verbs("add remove install update lock sync require init")),
  ]),
  ...["make", "just", "task", "mise", "rake"].map((name): [string, Rule] => [name, namedScript]),
  ...["python", "python3"].map((name): [string, Rule] => [
    name,
    withFlag(/^(makemigrations|startapp|startproject)$/),
  ]),
]);
