// Which marks an axis carries.

/** The places that get a label so that none comes nearer than `apart` pixels to another, counted back from the last. */
export function labelled(middles: readonly number[], apart: number): ReadonlySet<number> {
  const chosen = new Set<number>();
  let next = Number.POSITIVE_INFINITY;
  for (let at = middles.length - 1; at >= 0; at--) {
    const middle = middles[at] ?? 0;
    if (next - middle < apart) continue;
    chosen.add(at);
    next = middle;
  }
  return chosen;
}

/** Amounts for an axis: no more places than the steps need, and short where they are large. */
export function moneyTicks(locale: string, ticks: readonly number[]): string[] {
  const step = Math.min(...ticks.slice(1).map((tick, at) => tick - (ticks[at] ?? 0)));
  const largest = Math.max(0, ...ticks);
  const places = step >= 1 || !Number.isFinite(step) ? 0 : Math.max(2, Math.ceil(-Math.log10(step)));
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    ...(largest >= 10_000
      ? { notation: "compact", maximumFractionDigits: 1 }
      : { minimumFractionDigits: places, maximumFractionDigits: places }),
  });
  return ticks.map((tick) => format.format(tick));
}

/** Room in pixels for the longest of some small labels. */
export const roomFor = (labels: readonly string[]): number =>
  Math.ceil(Math.max(0, ...labels.map((label) => label.length)) * 6.5) + 10;
