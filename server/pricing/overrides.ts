// The user's own prices: `prices.json` in the settings folder.
import type { ModelPrice } from "@pydantic/genai-prices";
import { z } from "zod";
import { cleanId } from "./names.ts";

const usdPerMillion = z.number().min(0).max(1e6);
const entry = z.strictObject({
  input: usdPerMillion,
  output: usdPerMillion,
  cacheRead: usdPerMillion.optional(),
  cacheWrite5m: usdPerMillion.optional(),
  cacheWrite1h: usdPerMillion.optional(),
  /** First day (UTC) on which the price holds. */
  from: z.iso.date().optional(),
});
const file = z.record(z.string().min(1), z.union([entry, z.array(entry).min(1)]));

type Entry = z.infer<typeof entry>;
type DatedPrice = { readonly from: number; readonly price: ModelPrice };

/** Prices by the model's clean name, the newest first. */
export type Overrides = ReadonlyMap<string, readonly DatedPrice[]>;

/**
 * Reads a parsed `prices.json`: model → USD per million tokens (`input`, `output`, and if they differ `cacheRead`,
 * `cacheWrite5m`, `cacheWrite1h`; `from`: the first day it holds), or a list of these. A bad file gives one line that
 * says where and why.
 */
export function readOverrides(
  parsed: unknown,
): { readonly ok: true; readonly value: Overrides } | { readonly ok: false; readonly message: string } {
  const result = file.safeParse(parsed);
  if (!result.success) return { ok: false, message: messageOf(result.error.issues[0]) };
  const overrides = Object.entries(result.data).map(
    ([model, entries]) =>
      [
        cleanId(model),
        [entries]
          .flat()
          .map(dated)
          .toSorted((a, b) => b.from - a.from),
      ] as const,
  );
  return { ok: true, value: new Map(overrides) };
}

/** The price that the user set for a model (by its clean name) at a time, epoch ms; null where none holds. */
export function overrideAt(overrides: Overrides, id: string, at: number): ModelPrice | null {
  return overrides.get(id)?.find(({ from }) => from <= at)?.price ?? null;
}

function dated({ input, output, cacheRead, cacheWrite5m, cacheWrite1h, from }: Entry): DatedPrice {
  const write = cacheWrite5m ?? input;
  const price = {
    input_mtok: input,
    output_mtok: output,
    cache_read_mtok: cacheRead ?? input,
    cache_write_mtok: write,
    cache_write_1h_mtok: cacheWrite1h ?? write,
  };
  return { from: from === undefined ? -Infinity : Date.parse(from), price };
}

function messageOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "not a table of prices";
  const inner = issue.code === "invalid_union" ? issue.errors.flat()[0] : undefined;
  const where = [...issue.path, ...(inner?.path ?? [])].map(String).join(" → ");
  return `${where === "" ? "the file" : where}: ${inner?.message ?? issue.message}`;
}
