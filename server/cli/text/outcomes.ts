// Where money and lines went: the outcomes with their letters, patterns and colours, as a bar and as a legend.
import type { Figures, Outcome } from "../../protocol/report.ts";
import { moneys, percents, shareOut, size } from "../../lib/amounts.ts";
import type { Look } from "./look.ts";
import { pad, widthOf } from "./plain.ts";

type Drawn = {
  readonly outcome: Outcome;
  readonly letter: string;
  readonly pattern: string;
  readonly color: "green" | "cyan" | "blue" | "gray" | "yellow" | "magenta" | "red";
  readonly label: string;
  readonly meaning: string;
};

/** In the order of the bar: what is there, what may yet be, what was no code, what is gone. */
export const OUTCOMES: readonly Drawn[] = [
  { outcome: "kept", letter: "K", pattern: "█", color: "green", label: "kept", meaning: "still in the code" },
  { outcome: "open", letter: "O", pattern: "▓", color: "cyan", label: "open", meaning: "not landed yet" },
  {
    outcome: "noCode",
    letter: "N",
    pattern: "░",
    color: "blue",
    label: "no code",
    meaning: "questions, plans, reviews",
  },
  {
    outcome: "outside",
    letter: "X",
    pattern: "·",
    color: "gray",
    label: "outside",
    meaning: "in files git doesn't keep",
  },
  {
    outcome: "reworked",
    letter: "W",
    pattern: "▒",
    color: "yellow",
    label: "reworked",
    meaning: "replaced since",
  },
  {
    outcome: "reverted",
    letter: "R",
    pattern: "▞",
    color: "magenta",
    label: "reverted",
    meaning: "landed, then taken back",
  },
  {
    outcome: "discarded",
    letter: "D",
    pattern: "▂",
    color: "red",
    label: "discarded",
    meaning: "never landed",
  },
];

/** What is drawn of figures: money, or tokens where nothing could be priced. */
export function spendOf(figures: Figures): {
  readonly unit: "usd" | "tokens";
  readonly amounts: readonly number[];
} {
  const unit = figures.costUsd === null ? "tokens" : "usd";
  const spend = unit === "usd" ? figures.spend : figures.spendTokens;
  return { unit, amounts: OUTCOMES.map(({ outcome }) => Math.max(0, spend[outcome])) };
}

/** One bar of `width` columns: a pattern for each outcome with its letter in the middle. Empty where nothing was spent. */
export function bar(figures: Figures, width: number, look: Look): string {
  const widths = visibleWidths(spendOf(figures).amounts, width);
  return OUTCOMES.map((drawn, i) => segment(drawn, widths[i] ?? 0, look)).join("");
}

/** A bar for a cell of a table: letters alone, and none for what is too little to be seen. */
export function smallBar(figures: Figures, width: number, look: Look): string {
  const widths = shareOut(width, spendOf(figures).amounts);
  return OUTCOMES.map(({ color, letter }, i) => {
    const columns = widths[i] ?? 0;
    return columns === 0 ? "" : look.colors[color](letter.repeat(columns));
  }).join("");
}

/** One line for each outcome that has a share: its sign in the bar, what it means, how much. */
export function legend(figures: Figures, look: Look): readonly string[] {
  const { unit, amounts } = spendOf(figures);
  const values = unit === "usd" ? moneys(amounts) : amounts.map((tokens) => `${size(tokens)} tokens`);
  const shares = percents(amounts);
  const shown = OUTCOMES.flatMap((drawn, i) =>
    (amounts[i] ?? 0) > 0 ? [{ drawn, value: values[i] ?? "", share: shares[i] ?? "" }] : [],
  );
  const widest = Math.max(0, ...shown.map(({ value }) => widthOf(value)));
  const explained = look.columns >= widest + 50;
  return shown.map(({ drawn, value, share }) => {
    const words = pad(drawn.label, 9) + (explained ? `  ${look.colors.dim(pad(drawn.meaning, 25))}` : "");
    return `${segment(drawn, 3, look)}  ${words}  ${value.padStart(widest)}  ${share.padStart(5)}`;
  });
}

function segment({ letter, pattern, color }: Drawn, columns: number, look: Look): string {
  if (columns === 0) return "";
  const fill = look.unicode ? pattern : letter;
  const before = Math.floor((columns - 1) / 2);
  const text =
    columns < 3 ? letter.repeat(columns) : fill.repeat(before) + letter + fill.repeat(columns - 1 - before);
  return look.colors[color](text);
}

/** Columns for each amount: in proportion, but at least one for what is there. */
function visibleWidths(amounts: readonly number[], width: number): readonly number[] {
  const there = amounts.filter((amount) => amount > 0).length;
  if (there === 0) return amounts.map(() => 0);
  const shares = shareOut(Math.max(0, width - there), amounts);
  return amounts.map((amount, i) => (amount > 0 ? 1 : 0) + (shares[i] ?? 0));
}
