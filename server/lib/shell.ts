// Reads a shell's command line far enough to tell whether it probably changes files. Nothing is ever run.
import { isWriter, writesInline } from "./shell-writers.ts";

/** Longer commands are read up to here. */
const LONGEST = 100_000;
const DEEPEST = 4;

/**
 * Whether a command line (sh, bash, zsh) probably changes files that people work on: `sed -i`, a redirection into a
 * file, `git checkout`, a formatter, a package manager, an inline script that writes. Scratch files under `/tmp` don't
 * count, nor do builds. A guess by the words alone; any text may be given.
 */
export function changesFiles(command: string): boolean {
  return changes(command.slice(0, LONGEST), 0);
}

function changes(text: string, depth: number): boolean {
  return simpleCommands(text).some((simple) => {
    if (simple.targets.some((target) => !isScratch(target))) return true;
    const words = withoutWrappers(simple.words);
    const program = nameOf(words[0] ?? "");
    const args = words.slice(1);
    const script = inlineScript(program, args);
    if (script !== null && SHELLS.has(program)) return depth < DEEPEST && changes(script, depth + 1);
    if (writesInline(program, script ?? simple.here)) return true;
    if (SHELLS.has(program) && simple.here !== "") return depth < DEEPEST && changes(simple.here, depth + 1);
    return isWriter(program, args, isScratch);
  });
}

/** One command between separators: its words, the files it is redirected into, and the text of its here-documents. */
type SimpleCommand = { readonly words: string[]; readonly targets: string[]; here: string };

const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "zsh", "dash"]);
const WRAPPERS: ReadonlySet<string> = new Set(
  "sudo env time nohup command exec builtin then do else if while until ! xargs npx pnpx bunx uvx dlx run tool exec".split(
    " ",
  ),
);
const RUNNERS: ReadonlySet<string> = new Set("pnpm yarn bun poetry uv pipenv bundle mise rye pdm".split(" "));
const RUNNER_VERBS: ReadonlySet<string> = new Set(["exec", "dlx", "run", "x"]);

/** Drops assignments, `sudo`, `npx`, `poetry run` and the like, so that the program comes first. */
function withoutWrappers(words: readonly string[]): readonly string[] {
  let start = 0;
  for (; start < words.length; start++) {
    const word = words[start] ?? "";
    const name = nameOf(word);
    if (RUNNERS.has(name) && RUNNER_VERBS.has(words[start + 1] ?? "") && !isScriptRun(words, start)) start++;
    else if (!WRAPPERS.has(name) && !/^\w+=/.test(word) && !(start > 0 && word.startsWith("-"))) break;
  }
  return words.slice(start);
}

/** `pnpm run format` runs a script of that name, `poetry run black` a program. */
function isScriptRun(words: readonly string[], at: number): boolean {
  return words[at + 1] === "run" && /^(pnpm|yarn|bun|mise)$/.test(nameOf(words[at] ?? ""));
}

function nameOf(word: string): string {
  return word.slice(Math.max(word.lastIndexOf("/"), word.lastIndexOf("\\")) + 1).replace(/\.(exe|cmd)$/i, "");
}

/** The text behind `-c`, `-lc` or `-e`; null where there is none. */
function inlineScript(program: string, args: readonly string[]): string | null {
  const flag = SHELLS.has(program) ? /^-[a-z]*c$/ : /^(-c|-e|-p|-pe|--eval|-r)$/;
  const at = args.findIndex((arg) => flag.test(arg));
  return at < 0 ? null : (args[at + 1] ?? null);
}

function isScratch(path: string): boolean {
  return /^(&|-$|\d+$|\/dev\/|\/tmp\/|\/private\/tmp\/|\/var\/(folders|tmp)\/|\$\{?TMP|\$\{?TEMP)/.test(path);
}

/** Splits at `;`, `&`, `|`, line ends, brackets and `$(`, with respect for quotes, comments and here-documents. */
function simpleCommands(text: string): SimpleCommand[] {
  const commands: SimpleCommand[] = [];
  let current: SimpleCommand = { words: [], targets: [], here: "" };
  let into: "words" | "targets" | "skip" | "here" = "words";
  let waiting: { readonly end: string; readonly owner: SimpleCommand }[] = [];
  const close = (): void => {
    if (current.words.length > 0 || current.targets.length > 0) commands.push(current);
    current = { words: [], targets: [], here: "" };
    into = "words";
  };
  for (let i = 0; i < text.length;) {
    const token = tokenAt(text, i);
    i = token.end;
    if (token.kind === "word") {
      if (into === "here") waiting.push({ end: token.text, owner: current });
      else if (into !== "skip") current[into].push(token.text);
      into = "words";
    } else if (token.kind === "redirect") into = token.into;
    else if (token.kind === "end") {
      close();
      if (token.text !== "\n") continue;
      for (const { end, owner } of waiting) i = takeHere(text, i, end, owner);
      waiting = [];
    }
  }
  close();
  return commands;
}

/** Reads a here-document that begins at `start` into its owner; gives where the text goes on. */
function takeHere(text: string, start: number, end: string, owner: SimpleCommand): number {
  for (let i = start; i < text.length;) {
    const next = text.indexOf("\n", i);
    const stop = next < 0 ? text.length : next;
    if (text.slice(i, stop).trim() === end) {
      owner.here += text.slice(start, i);
      return stop;
    }
    i = stop + 1;
  }
  owner.here += text.slice(start);
  return text.length;
}

type Token =
  | { readonly kind: "word" | "end"; readonly text: string; readonly end: number }
  | { readonly kind: "redirect"; readonly into: "targets" | "skip" | "here"; readonly end: number }
  | { readonly kind: "space"; readonly end: number };

const REDIRECT = /(?:\d+|&)?(>>|>\||>&|>|<<<|<<-?|<)/y;
const SPACE = /(?:[ \t\r]|\\\n)+/y;
const END = /\$\(|[;&|\n(){}`]/y;
const COMMENT = /#[^\n]*/y;
const SEPARATOR = /[\s;&|()<>`]/;
const PLAIN = /[^\s;&|()<>`'"\\]+/y;

function tokenAt(text: string, at: number): Token {
  const space = match(SPACE, text, at);
  if (space !== null) return { kind: "space", end: at + space.length };
  const redirect = match(REDIRECT, text, at);
  if (redirect !== null) return { kind: "redirect", into: intoOf(redirect), end: at + redirect.length };
  const end = match(END, text, at);
  if (end !== null) return { kind: "end", text: end, end: at + end.length };
  const comment = match(COMMENT, text, at);
  if (comment !== null) return { kind: "space", end: at + comment.length };
  return wordAt(text, at);
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function intoOf(redirect: string): "targets" | "skip" | "here" {
  if (redirect.includes(">")) return "targets";
  return redirect.includes("<<") && !redirect.includes("<<<") ? "here" : "skip";
}

/** A word up to white space or a separator, its quotes taken off. */
function wordAt(text: string, start: number): Token {
  let word = "";
  let i = start;
  for (;;) {
    const plain = match(PLAIN, text, i) ?? "";
    word += plain;
    i += plain.length;
    if (i >= text.length || SEPARATOR.test(text.charAt(i))) break;
    const c = text.charAt(i);
    if (c === "'" || c === '"') {
      const close = closingQuote(text, i, c);
      word += c === '"' ? text.slice(i + 1, close).replace(/\\(["\\$`])/g, "$1") : text.slice(i + 1, close);
      i = close + 1;
    } else {
      word += text.charAt(i + 1);
      i += 2;
    }
  }
  return { kind: "word", text: word, end: Math.max(i, start + 1) };
}

function closingQuote(text: string, open: number, quote: string): number {
  for (let i = open + 1; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === "\\" && quote === '"') i++;
    else if (c === quote) return i;
  }
  return text.length;
}
