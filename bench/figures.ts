// How a figure is printed: what was measured, beside it what it should be, and whether it is. A bench judges nothing else.

export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The figure should be at most (or, `atLeast`, no less than) this; left out where nothing was promised. */
  readonly target?: number;
  readonly atLeast?: boolean;
  /** What else belongs to it. */
  readonly note?: string;
};

/** Prints a figure on one line. */
export function print({ name, value, unit, target, atLeast = false, note }: Figure): void {
  const shown = `${rounded(value)}${unit}`.padStart(11);
  const wanted =
    target === undefined
      ? ""
      : `target ${atLeast ? "≥" : "≤"} ${target}${unit}: ${(atLeast ? value >= target : value <= target) ? "met" : "MISSED"}`;
  console.log(`  ${name.padEnd(46)} ${shown}  ${wanted.padEnd(28)} ${note ?? ""}`.trimEnd());
}

/** The middle one; of an even number the lower of both. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

/** A bar whose length tells `value` beside the largest of its kind. */
export function bar(value: number, largest: number): string {
  return "█".repeat(Math.max(1, Math.round((value / largest) * 30)));
}

function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
