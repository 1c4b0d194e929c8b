// The price table with what the user set in `prices.json`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Surroundings } from "../../agents/agent.ts";
import { settingsFolder } from "../../ledger/folder.ts";
import { readOverrides, type Overrides } from "../../pricing/overrides.ts";
import { createPrices, type Prices } from "../../pricing/prices.ts";
import type { Answer } from "../engine.ts";

/** The prices; status 2 where the user's file can't be understood. */
export function pricesOf(surroundings: Surroundings): Answer<Prices> {
  const file = join(settingsFolder(surroundings), "prices.json");
  const overrides: Answer<Overrides> = existsSync(file) ? overridesIn(file) : { ok: true, value: new Map() };
  return overrides.ok ? { ok: true, value: createPrices({ overrides: overrides.value }) } : overrides;
}

function overridesIn(file: string): Answer<Overrides> {
  try {
    const read = readOverrides(JSON.parse(readFileSync(file, "utf8")));
    return read.ok ? read : { ok: false, status: 2, message: `${file}: ${read.message}` };
  } catch (error) {
    return {
      ok: false,
      status: 2,
      message: `${file}: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}
