// The price table with what the user set in `prices.json`.
import type { Surroundings } from "../agents/agent.ts";
import { readOverrides, type Overrides } from "../pricing/overrides.ts";
import { createPrices, type Prices } from "../pricing/prices.ts";
import type { Answer } from "./engine.ts";
import { readUserFile } from "./user-file.ts";

/** The prices; status 2 where the user's file can't be understood. */
export function pricesOf(surroundings: Surroundings): Answer<Prices> {
  const none: Overrides = new Map();
  const overrides = readUserFile(surroundings, "prices.json", readOverrides, none);
  return overrides.ok ? { ok: true, value: createPrices({ overrides: overrides.value }) } : overrides;
}
