// Patches inside shell scripts: `cd folder && apply_patch <<'EOF'` and its like.
import { absolutePath } from "../../lib/paths.ts";

/** A patch as the script hands it on, and the folder that the script is in by then; null where that can't be told. */
export type ScriptPatch = { readonly text: string; readonly folder: string | null };

const BEGIN = "*** Begin Patch";
const END = "*** End Patch";
const APPLIES = /(?:^|[\s;&|(/])apply_?patch(?=$|[\s"'<])/;
const IS_PIPED_ON = /^['"]?\s*\|\s*apply_?patch\b/;
const COMMAND = /\bapply_?patch\b(?:\s*<<-?\s*\\?['"]?\w+['"]?)?/g;
const GOES_TO = /(?:^|[;&|(\n])[ \t]*cd[ \t]+(?:--[ \t]+)?(?:'([^'\n]+)'|"([^"\n]+)"|([^\s;&|"'()]+))/g;

/**
 * The patches that a script hands to `apply_patch` by heredoc, argument or pipe, and the rest of the script without
 * them. `folder` is where it starts. A patch that is only printed or written to a file stays in the rest.
 */
export function patchesOf(
  script: string,
  folder: string | null,
): { readonly patches: readonly ScriptPatch[]; readonly rest: string } {
  const patches: ScriptPatch[] = [];
  const rest: string[] = [];
  let from = 0;
  let at = folder;
  for (let begin = script.indexOf(BEGIN); begin >= 0; begin = script.indexOf(BEGIN, from)) {
    const end = endOf(script, begin);
    if (end < 0) break;
    const stop = end + END.length;
    const head = script.slice(from, begin);
    at = folderAfter(head, at);
    if (APPLIES.test(lastLine(head)) || IS_PIPED_ON.test(script.slice(stop, stop + 80))) {
      patches.push({ text: unquoted(head, script.slice(begin, stop)), folder: at });
      rest.push(head.replace(COMMAND, ":"));
    } else rest.push(script.slice(from, stop));
    from = stop;
  }
  rest.push(script.slice(from).replace(IS_PIPED_ON, ""));
  return { patches, rest: rest.join("\n") };
}

/** The end stands at a line's beginning, but in a patch whose line ends are escaped. */
function endOf(script: string, begin: number): number {
  const line = script.indexOf(`\n${END}`, begin);
  return line < 0 ? script.indexOf(END, begin) : line + 1;
}

function lastLine(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.slice(trimmed.lastIndexOf("\n") + 1);
}

/** The folder after the `cd`s of a piece of script; one that needs the shell to be resolved leaves it unknown. */
function folderAfter(script: string, folder: string | null): string | null {
  let at = folder;
  for (const [, single, double, plain] of script.matchAll(GOES_TO)) {
    const target = single ?? double ?? plain ?? "";
    const needsShell = single === undefined && /[$`~*]|^-$/.test(target);
    at = needsShell ? null : absolutePath(target, at);
  }
  return at;
}

/** The patch as the shell would hand it on, by the quotes that stand before it. */
function unquoted(head: string, text: string): string {
  if (head.endsWith("$'")) return text.replaceAll(/\\(.)/g, (_, c: string) => ({ n: "\n", t: "\t" })[c] ?? c);
  if (head.endsWith("'")) return text.replaceAll(`'\\''`, "'");
  if (head.endsWith('"')) return text.replaceAll(/\\(["\\$`])/g, "$1");
  return /<<-?\s*\w+\s*$/.test(head) ? text.replaceAll(/\\([\\$`])/g, "$1") : text;
}
