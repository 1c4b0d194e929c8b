import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tokens } from "../../../server/agents/agent.ts";
import { readOverrides } from "../../../server/pricing/overrides.ts";
import { createPrices, PRICE_TABLE } from "../../../server/pricing/prices.ts";
import type { PricedRequest } from "../../../server/pricing/prices.ts";

const prices = createPrices();

function request(
  model: string | null,
  at: string,
  tokens: Partial<Tokens>,
  more: Partial<PricedRequest> = {},
): PricedRequest {
  const none = { input: 0, output: 0, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
  return {
    model,
    at: Date.parse(at),
    provider: null,
    tokens: { ...none, ...tokens },
    webSearches: 0,
    fast: false,
    estimatedInput: 0,
    estimatedOutput: 0,
    ...more,
  };
}

/** Whole 10⁻¹² USD of an amount written in dollars. */
function pico(usd: string): bigint {
  const [whole = "0", fraction = ""] = usd.split(".");
  return BigInt(whole + fraction.padEnd(12, "0"));
}

const SONNET_45 = "claude-sonnet-4-5-20250929";

describe("worked examples, to the last digit", () => {
  const long = { input: 1000, cacheWrite5m: 9000, cacheRead: 230_000, output: 2000 };
  test.each<[string, PricedRequest, string]>([
    [
      "mixed writes",
      request(SONNET_45, "2025-11-04", {
        input: 12,
        cacheWrite5m: 2000,
        cacheWrite1h: 6000,
        cacheRead: 52_000,
        output: 900,
      }),
      "0.072636",
    ],
    [
      "all writes for 5 minutes",
      request(SONNET_45, "2025-11-04", { input: 12, cacheWrite5m: 8000, cacheRead: 52_000, output: 900 }),
      "0.059136",
    ],
    [
      "a one-hour write",
      request("claude-opus-5", "2026-10-01", { input: 3, cacheWrite1h: 40_000, output: 250 }),
      "0.406265",
    ],
    ["a long prompt, mostly cached", request(SONNET_45, "2025-12-01", long), "0.2565"],
    ["the surcharge's last second", request("claude-opus-4-6", "2026-03-12T23:59:59Z", long), "0.4275"],
    ["the surcharge's end", request("claude-opus-4-6", "2026-03-13T00:00:00Z", long), "0.22625"],
    [
      "OpenAI with cached input",
      request(
        "gpt-5.5",
        "2026-10-01",
        { input: 6400, cacheRead: 41_600, output: 1500 },
        { provider: "openai" },
      ),
      "0.0978",
    ],
    [
      "OpenAI, long",
      request("gpt-5.5", "2026-10-01", { input: 20_000, cacheRead: 280_000, output: 1500 }),
      "0.5475",
    ],
    [
      "Gemini with thoughts",
      request(
        "gemini-2.5-pro",
        "2026-05-01",
        { input: 4000, cacheRead: 11_000, output: 1500 },
        { provider: "google" },
      ),
      "0.021375",
    ],
    [
      "web searches",
      request("claude-opus-5", "2026-10-01", { input: 500, output: 300 }, { webSearches: 2 }),
      "0.03",
    ],
    ["at a tier's start", request(SONNET_45, "2025-12-01", { input: 200_000, output: 1000 }), "0.615"],
    ["beyond a tier's start", request(SONNET_45, "2025-12-01", { input: 200_001, output: 1000 }), "1.222506"],
    ["below OpenAI's tier", request("gpt-5.5", "2026-10-01", { input: 271_999, output: 1000 }), "1.389995"],
    ["at OpenAI's tier", request("gpt-5.5", "2026-10-01", { input: 272_000, output: 1000 }), "2.765"],
    ["o3 before its cut", request("o3", "2025-06-09", { input: 1_000_000 }), "10"],
    ["o3 after its cut", request("o3", "2025-06-10", { input: 1_000_000 }), "2"],
    ["billed writes, before", request("gpt-5.6-sol", "2026-08-20", { cacheWrite5m: 1000 }), "0.00625"],
    ["billed writes, after", request("gpt-5.6-sol", "2026-08-21", { cacheWrite5m: 1000 }), "0.005"],
    [
      "Sonnet 4, long",
      request("claude-sonnet-4-20250514", "2025-09-01", { input: 300_000, output: 1000 }),
      "1.8225",
    ],
    [
      "Sonnet 4, short",
      request("claude-sonnet-4-20250514", "2025-09-01", { input: 100_000, output: 1000 }),
      "0.315",
    ],
  ])("%s", (_, asked, usd) => {
    expect(prices.price(asked)).toMatchObject({ picoUsd: pico(usd), assumed: false });
  });
});

describe("names of models", () => {
  const million = (model: string, more: Partial<PricedRequest> = {}) =>
    prices.price(request(model, "2026-10-01", { output: 100_000 }, more));

  test.each<[string, string, string | null]>([
    ["claude-opus-5[1m]", "2.5", "anthropic"],
    ["anthropic/claude-opus-5", "2.5", "anthropic"],
    ["Claude-Opus-5", "2.5", null],
    ["copilot/gpt-5", "1", "openai"],
    ["claude-opus-4-20250514", "7.5", "anthropic"],
    ["claude-3-7-sonnet-20250219", "1.5", "anthropic"],
    ["claude-sonnet-4@20250514", "1.5", "google"],
    ["gpt-5-2025-08-07", "1", "openai"],
    ["gpt-5-codex", "1", "openai"],
    ["gpt-5.6", "2", "openai"],
    ["us.anthropic.claude-sonnet-4-5-20250929-v1:0", "1.65", "aws"],
    ["grok-code-fast-1", "0.15", null],
    ["gemini-2.5-pro-preview-06-05", "1", "google"],
  ])("%s is known", (model, usd, provider) => {
    expect(million(model, { provider })).toMatchObject({ picoUsd: pico(usd), assumed: false });
  });

  test.each<[string, string, string | null]>([
    ["claude-sonnet-5-5", "1", "anthropic"],
    ["claude-haiku-4-5-turbo", "0.5", "anthropic"],
    ["gemini-3-pro", "1.2", "google"],
    ["claude-sonnet-4.5", "1.5", "github-copilot"],
    ["gpt-5", "1", "my-proxy"],
  ])("%s is priced as a relative, and says so", (model, usd, provider) => {
    expect(million(model, { provider })).toMatchObject({ picoUsd: pico(usd), assumed: true });
  });

  test.each<[string, string | null]>([
    ["gpt-5-codex-mini", "openai"],
    ["claude-opus-6", "anthropic"],
    ["sonnet", null],
    ["", null],
    ["__proto__", null],
    ["constructor", "__proto__"],
    ["gpt-oss-120b", "ollama"],
    ["claude-sonnet-4-5".padEnd(100_000, "x"), "anthropic"],
  ])("%s has no price", (model, provider) => {
    expect(million(model, { provider })).toBeNull();
  });

  test.each<[string, boolean, string, boolean]>([
    ["claude-opus-4-6", true, "15", false],
    ["claude-opus-4-6-fast", false, "15", false],
    ["claude-opus-4-8", true, "5", false],
    ["gpt-5.5", true, "7.5", false],
    ["claude-opus-5-fast", false, "2.5", true],
    ["claude-opus-5", true, "2.5", true],
  ])("%s, fast mode %s", (model, fast, usd, assumed) => {
    expect(million(model, { fast })).toMatchObject({ picoUsd: pico(usd), assumed });
  });
});

describe("what isn't known", () => {
  test("no tokens or no model has no price, which is not $0", () => {
    expect(prices.price(request("claude-opus-5", "2026-10-01", {}, { tokens: null }))).toBeNull();
    expect(prices.price(request(null, "2026-10-01", { output: 1 }))).toBeNull();
    expect(prices.price(request("claude-opus-5", "2026-10-01", {}))?.picoUsd).toBe(0n);
  });

  test("estimates cost what they add to the request", () => {
    const floor = request(SONNET_45, "2025-12-01", { input: 10, output: 1 }, { estimatedOutput: 1000 });
    expect(prices.estimate(floor)).toBe(pico("0.015"));
    expect(prices.estimate({ ...floor, tokens: null, estimatedInput: 1000 })).toBe(pico("0.018"));
    expect(prices.estimate({ ...floor, model: "unheard-of" })).toBeNull();
  });

  test("an estimate pays the long-context price of its request", () => {
    const long = request(SONNET_45, "2025-12-01", { cacheRead: 230_000 }, { estimatedOutput: 1000 });
    expect(prices.estimate(long)).toBe(pico("0.0225"));
  });

  test("nothing throws", () => {
    const number = fc.oneof(
      fc.nat(),
      fc.double(),
      fc.constantFrom(-1, NaN, Infinity, 1e300, Number.MAX_SAFE_INTEGER),
    );
    const model = fc.oneof(
      fc.string(),
      fc.constantFrom(SONNET_45, "gpt-5.5", "o3", "claude-opus-4-6-fast", "toString"),
    );
    const tokens = fc.record({
      input: number,
      output: number,
      cacheRead: number,
      cacheWrite5m: number,
      cacheWrite1h: number,
    });
    const any = fc.record({
      model: fc.option(model),
      provider: fc.option(
        fc.oneof(
          fc.string(),
          fc.constantFrom("anthropic", "openrouter", "litellm", "groq", "hasOwnProperty"),
        ),
      ),
      at: number,
      tokens: fc.option(tokens),
      webSearches: number,
      fast: fc.boolean(),
      estimatedInput: number,
      estimatedOutput: number,
    });
    fc.assert(
      fc.property(any, (asked) => {
        const price = prices.price(asked);
        expect(price === null || price.picoUsd >= 0n).toBe(true);
        prices.estimate(asked);
      }),
    );
  });
});

describe("the user's own prices", () => {
  const own = (file: unknown) => {
    const read = readOverrides(file);
    if (!read.ok) throw new Error(read.message);
    return createPrices({ overrides: read.value });
  };

  test("come first, from their date on, and fill in what is missing", () => {
    const mine = own({
      "House-Model": { input: 1, output: 2 },
      "claude-opus-5": [
        { input: 1, output: 1, from: "2026-06-01" },
        { input: 2, output: 10, cacheRead: 0.5, from: "2026-08-01" },
      ],
    });
    const at = (model: string, day: string, tokens: Partial<Tokens>) =>
      mine.price(request(model, day, tokens))?.picoUsd;
    expect(
      at("house-model", "2020-01-01", { input: 1000, output: 1000, cacheRead: 1000, cacheWrite1h: 1000 }),
    ).toBe(pico("0.005"));
    expect(at("claude-opus-5", "2026-05-31", { output: 1000 })).toBe(pico("0.025"));
    expect(at("claude-opus-5", "2026-06-01", { output: 1000 })).toBe(pico("0.001"));
    expect(at("vendor/claude-opus-5[1m]", "2026-08-01", { output: 1000, cacheRead: 1000 })).toBe(
      pico("0.0105"),
    );
    expect(mine.source).toContain("prices.json");
  });

  test.each<[unknown, RegExp]>([
    [[], /^the file: .*record/],
    [{ m: { input: 1 } }, /^m → output: /],
    [{ m: { input: -1, output: 1 } }, /^m → input: /],
    [{ m: { input: 1, output: 1, outptu: 2 } }, /^m: .*outptu/],
    [{ m: { input: 1, output: 1, from: "last year" } }, /^m → from: /],
    [{ m: "free" }, /^m: /],
  ])("a bad file says where: %j", (file, message) => {
    const read = readOverrides(file);
    expect(read.ok ? "" : read.message).toMatch(message);
    expect(read.ok ? "\n" : read.message).not.toContain("\n");
  });
});

test("the table's version is the installed package's", () => {
  const manifest = new URL(`../../../node_modules/${PRICE_TABLE.name}/package.json`, import.meta.url);
  expect(JSON.parse(readFileSync(manifest, "utf8"))).toMatchObject({ version: PRICE_TABLE.version });
});

const SESSIONS = join(import.meta.dirname, "../../../../shared/samples/claude-code/entireio__cli/projects");

type Usage = {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_5m_input_tokens: number;
    readonly ephemeral_1h_input_tokens: number;
  };
};

test.skipIf(!existsSync(SESSIONS))("real sessions cost what an independent count says", () => {
  const best = new Map<string, { readonly size: number; readonly picoUsd: bigint }>();
  const files = globSync("**/*.jsonl", { cwd: SESSIONS }).map((file) =>
    readFileSync(join(SESSIONS, file), "utf8"),
  );
  for (const line of files.flatMap((text) => text.split("\n")).filter((text) => text.includes('"usage"'))) {
    const row = JSON.parse(line);
    const { message, requestId, timestamp } = row.type === "progress" ? { ...row, ...row.data.message } : row;
    const usage: Usage | undefined = message?.usage;
    if (usage === undefined || message.model === "<synthetic>") continue;
    const tokens = {
      input: usage.input_tokens,
      output: usage.output_tokens,
      cacheRead: usage.cache_read_input_tokens,
      cacheWrite5m: usage.cache_creation.ephemeral_5m_input_tokens,
      cacheWrite1h: usage.cache_creation.ephemeral_1h_input_tokens,
    };
    const size = Object.values(tokens).reduce((a, b) => a + b);
    const key = `${message.id} ${requestId}`;
    const picoUsd =
      prices.price(request(message.model, timestamp, tokens, { provider: "anthropic" }))?.picoUsd ?? 0n;
    if (size > (best.get(key)?.size ?? -1)) best.set(key, { size, picoUsd });
  }
  expect([...best.values()].reduce((sum, { picoUsd }) => sum + picoUsd, 0n)).toBe(pico("38.98838865"));
});
