// Money, counts, shares and days in English, as people read them.

/** Decimals for amounts that stand in a column, by the largest: cents; of small sums a little more. */
export const decimalsFor = (usd: number): number => (usd < 1 ? 4 : 2);

/** `$1,234.50`, `$0.0821`, `$0.50`, `<$0.0001`; with `decimals` as many as that. */
export function money(usd: number, decimals?: number): string {
  const most = decimals ?? decimalsFor(usd);
  if (usd > 0 && usd < 10 ** -most / 2) return `<$${(10 ** -most).toFixed(most)}`;
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: decimals ?? 2, maximumFractionDigits: most })}`;
}

/** `1,234`. */
export const count = (value: number): string => value.toLocaleString("en-US");

/** `950`, `9.5k`, `98k`, `1.2M`: for token counts, where the size is what matters. */
export function size(value: number): string {
  const step = ["", "k", "M", "G", "T"].findIndex((_, i) => value < 999.5 * 1000 ** i || i === 4);
  const scaled = value / 1000 ** step;
  return `${step > 0 && scaled < 9.95 ? scaled.toFixed(1) : Math.round(scaled)}${["", "k", "M", "G", "T"][step]}`;
}

/** `1 session`, `8 sessions`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Whole shares of `total` in the proportion of `weights`, by largest remainder: they add up to it. */
export function shareOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(sum > 0)) return weights.map(() => 0);
  const exact = weights.map((weight) => (weight / sum) * total);
  const whole = exact.map(Math.floor);
  const rest = total - whole.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, left: value - Math.floor(value) }))
    .toSorted((a, b) => b.left - a.left);
  const raised = new Set(byRemainder.slice(0, rest).map(({ i }) => i));
  return whole.map((value, i) => (raised.has(i) ? value + 1 : value));
}

/** Amounts as they stand beside their total: the printed digits add up to it. */
export function moneys(amounts: readonly number[]): readonly string[] {
  const total = amounts.reduce((a, b) => a + b, 0);
  const decimals = decimalsFor(total);
  const shown = shareOut(Math.round(total * 10 ** decimals), amounts);
  return shown.map((units, i) =>
    units === 0 && (amounts[i] ?? 0) > 0
      ? money(10 ** -decimals / 10, decimals)
      : money(units / 10 ** decimals, decimals),
  );
}

/** Shares in percent that add up to 100; what is there but rounds to nothing is `<1 %`. */
export function percents(amounts: readonly number[]): readonly string[] {
  return shareOut(100, amounts).map((share, i) =>
    share === 0 && (amounts[i] ?? 0) > 0 ? "<1 %" : `${share} %`,
  );
}

/** A share for a sentence: `61 %`, and neither none nor all where it is not quite. */
export function percent(part: number, whole: number): string {
  const share = (part / whole) * 100;
  if (share > 0 && share < 1) return "less than 1 %";
  if (share < 100 && share > 99) return "over 99 %";
  return `${Math.round(share)} %`;
}

/** Short names of the months. */
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A local day, `12 Nov 2026`; `at` in epoch ms or ISO. */
export function day(at: number | string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime())
    ? "?"
    : `${date.getDate()} ${MONTHS[date.getMonth()] ?? ""} ${date.getFullYear()}`;
}
