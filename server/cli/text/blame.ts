// Who wrote each line of a file, as text.
import type { Blame, BlameLine } from "../../protocol/report.ts";
import { counted } from "../../lib/amounts.ts";
import { when } from "./times.ts";
import type { Look } from "./look.ts";
import { fit, pad, plain, widthOf, wrap } from "./plain.ts";
import { shortId } from "./sessions.ts";

/**
 * The file's lines with their writers. `source` holds the file's own lines where they could be read; else lines of one
 * origin are told as a range.
 */
export function blameText(blame: Blame, source: readonly string[] | null, look: Look): string {
  const rows = source?.length === blame.lines.length ? singly(blame.lines) : ranges(blame.lines, look);
  const last = widthOf(rows.at(-1)?.label ?? "");
  const described = rows.map(({ label, line }) => ({
    label: label.padStart(last),
    line,
    who: writer(line, look),
  }));
  const widest = Math.max(0, ...described.map(({ who }) => widthOf(who)));
  const lines = described.map(({ label, line, who }) => {
    const text = source?.length === blame.lines.length ? plain(source[line.line - 1] ?? "", look) : "";
    const head = `${label}  ${sign(line, look)}  ${text === "" ? who : pad(who, widest)}`;
    return `${tint(line, head, look)}${text === "" ? "" : `  ${fit(text, Math.max(8, look.columns - last - widest - 8), look)}`}`.trimEnd();
  });
  return [
    look.colors.bold(wrap(summary(blame, look), look.columns)),
    look.colors.dim(key(look)),
    "",
    ...lines,
  ].join("\n");
}

const key = (look: Look): string =>
  wrap(
    `A an agent's, E an agent's that a person edited, H typed by hand, ${look.symbols.none} not known`,
    look.columns,
  );

function summary({ path, rev, lines }: Blame, look: Look): string {
  const of = (origin: BlameLine["origin"]) => lines.filter((line) => line.origin === origin).length;
  const [ai, edited] = [of("ai"), of("edited")];
  const where = `${plain(path, look)}${rev === null ? "" : ` at ${plain(rev, look)}`}`;
  if (lines.length === 0) return `${where} has no lines.`;
  if (ai + edited === 0) return `No line of ${where} is known to be an agent's.`;
  const touched = edited === 0 ? "" : `, ${edited} of them edited by a person`;
  return `${ai + edited} of ${counted(lines.length, "line")} of ${where} ${ai + edited === 1 ? "is" : "are"} an agent's${touched}.`;
}

type Row = { readonly label: string; readonly line: BlameLine };

const singly = (lines: readonly BlameLine[]): readonly Row[] =>
  lines.map((line) => ({ label: String(line.line), line }));

function ranges(lines: readonly BlameLine[], look: Look): readonly Row[] {
  const rows: { first: BlameLine; last: BlameLine; key: string }[] = [];
  for (const line of lines) {
    const key = JSON.stringify({ ...line, line: 0 });
    const open = rows.at(-1);
    if (open?.key === key) open.last = line;
    else rows.push({ first: line, last: line, key });
  }
  return rows.map(({ first, last }) => ({
    label: first === last ? String(first.line) : `${first.line}${look.symbols.dash}${last.line}`,
    line: first,
  }));
}

function writer(line: BlameLine, look: Look): string {
  if (!("session" in line)) return "";
  const turn = `${shortId(line.session, look)}:${line.turn}`;
  const evidence = line.evidence === "inferred" ? "  inferred" : "";
  return `${pad(fit(plain(line.agent, look), 12, look), 12)}  ${pad(turn, 12)}  ${when(line.writtenAt, look)}${evidence}`;
}

const SIGNS = { ai: "A", edited: "E", human: "H", none: "" } as const;

const sign = ({ origin }: BlameLine, look: Look): string => SIGNS[origin] || look.symbols.none;

function tint({ origin }: BlameLine, text: string, look: Look): string {
  switch (origin) {
    case "ai":
      return look.colors.green(text);
    case "edited":
      return look.colors.yellow(text);
    case "human":
      return text;
    case "none":
      return look.colors.dim(text);
    default:
      return origin satisfies never;
  }
}
