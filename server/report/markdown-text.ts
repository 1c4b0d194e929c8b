// Words of strangers in Markdown: they stand there as text and do nothing.
import { UNSEEN } from "../lib/unseen.ts";

/** A name as code, which no reader takes for a link, an element or a heading; also in a table. */
export function asCode(name: string): string {
  const seen = name.toWellFormed().replaceAll(/\s/g, " ").replace(UNSEEN, "").trim();
  const longest = Math.max(0, ...(seen.match(/`+/g) ?? []).map((ticks) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const [before, after] = longest > 0 ? [`${fence} `, ` ${fence}`] : [fence, fence];
  return seen === "" ? "?" : `${before}${seen.replaceAll("|", "\\|")}${after}`;
}

/** A table; all but its first column are numbers. No cell may hold a bar or a line's end of its own. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...rows].map(line).join("\n");
}
