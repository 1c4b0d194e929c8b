// Chance that is the same for the same seed on every machine.

export type Chance = {
  /** From 0 until before 1. */
  share(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True so often of a hundred times. */
  percent(often: number): boolean;
  /** Around `middle`: half of all are smaller, and a few are many times larger. */
  spread(middle: number, wide: number): number;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** One of a list, the more often the higher its weight. */
  weighed<T extends { readonly weight: number }>(list: readonly [T, ...T[]]): T;
};

/** Begins at a seed: any whole number. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  // mulberry32, by Tommy Ettinger: in the public domain.
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  return {
    share,
    whole: (least, most) => least + Math.floor(share() * (most - least + 1)),
    percent: (often) => share() * 100 < often,
    spread: (middle, wide) => middle * Math.exp(wide * normal()),
    pick: (list) => list[Math.floor(share() * list.length)] ?? list[0],
    weighed(list) {
      let left = share() * list.reduce((sum, { weight }) => sum + weight, 0);
      return list.find(({ weight }) => (left -= weight) < 0) ?? list[0];
    },
  };
}
