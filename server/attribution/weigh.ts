// How much a line tells: a rare one much, a template little, one without letters or digits next to nothing.
import type { Registry } from "./registry.ts";

/** A text written no more often than this is distinctive. */
export const RARE = 3;

/** Whether a text was written so seldom that it tells where it comes from. */
export function isRare(text: number, registry: Registry): boolean {
  return registry.births(text) <= RARE;
}

/** The lines of identities, as they last stood. */
export function sideOf(ids: Int32Array, registry: Registry): { text: Float64Array; space: Float64Array } {
  return {
    text: Float64Array.from(ids, (id) => registry.text(id)),
    space: Float64Array.from(ids, (id) => registry.space(id)),
  };
}

/** Rare lines weigh most, lines without letters or digits least. */
export function weigher(registry: Registry): (text: number) => number {
  return (text) => {
    const births = registry.births(text);
    const some = registry.withText(text)[0];
    if (some !== undefined && !registry.significant(some)) return 1;
    return births <= RARE ? 6 : 3;
  };
}
