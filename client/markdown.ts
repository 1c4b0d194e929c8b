// Markdown around strangers' texts: names of models, repositories and agents come from logs.

/** Control characters, and those that turn the direction of what follows. */
// oxlint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;
const LONGEST = 60;

/** The text as itself, whatever it holds: no character of it means anything to Markdown, HTML or icons. On one line, cut if long. */
export function literally(text: string): string {
  const line = [...text.replaceAll(UNSEEN, " ").trim()];
  const cut = line.length > LONGEST ? [...line.slice(0, LONGEST - 1), "…"] : line;
  return cut.map((char) => (/[\w ]|[^\0-\x7f]/.test(char) ? char : `&#${char.codePointAt(0)};`)).join("");
}

/** A table without a heading; numbers stand in the last columns. */
export function table(rows: readonly (readonly string[])[], numbers: number): string {
  const columns = rows[0]?.length ?? 0;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const marks = Array.from({ length: columns }, (_, at) => (at >= columns - numbers ? "--:" : ":--"));
  return [line(Array.from({ length: columns }, () => " ")), line(marks), ...rows.map(line)].join("\n");
}
