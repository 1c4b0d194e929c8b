// What happens in the demonstration: work that stays, is done again, taken back, thrown away, asked about, and under way.
import type { DemoLog, DemoUsage } from "./log.ts";
import type { DemoRepository } from "./repository.ts";

const CART = [
  "export type Flower = { name: string; cents: number };",
  "",
  "export function total(flowers: readonly Flower[]): number {",
  "  return flowers.reduce((sum, flower) => sum + flower.cents, 0);",
  "}",
  "",
  "export function bouquet(flowers: readonly Flower[]): string {",
  '  const names = flowers.map((flower) => flower.name).join(", ");',
  "  return `${names}: ${(total(flowers) / 100).toFixed(2)}`;",
  "}",
];

const DISCOUNT = [
  "export function discount(cents: number, code: string): number {",
  '  if (code === "SPRING") return cents - Math.round(cents / 10);',
  '  if (code === "AUTUMN") return cents - Math.round(cents / 5);',
  "  return cents;",
  "}",
];

const DISCOUNT_BY_TABLE = [
  "const percentOff: Record<string, number> = { SPRING: 10, AUTUMN: 20 };",
  "",
  "export function discount(cents: number, code: string): number {",
  "  const percent = percentOff[code] ?? 0;",
  "  return Math.round((cents * (100 - percent)) / 100);",
  "}",
];

const TAXED_TOTAL = [
  "export function total(flowers: readonly Flower[], taxPercent = 7): number {",
  "  const net = flowers.reduce((sum, flower) => sum + flower.cents, 0);",
  "  return Math.round(net * (1 + taxPercent / 100));",
];

const EXPORT = [
  "export function toXml(names: readonly string[]): string {",
  "  const rows = names.map((name) => `<flower>${name}</flower>`);",
  '  return ["<flowers>", ...rows, "</flowers>"].join("");',
  "}",
];

const STOCK = [
  "export function inStock(stock: ReadonlyMap<string, number>, name: string): boolean {",
  "  return (stock.get(name) ?? 0) > 0;",
  "}",
];

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
const usage = (thousandRead: number, output: number): DemoUsage => ({
  input: 40,
  cacheRead: thousandRead * 1000,
  cacheWrite: thousandRead * 80,
  output,
});

/** Plays the story: what the agent writes goes to a session's log and to the files, what lands goes to the repository. */
export function tellStory(repository: DemoRepository, open: (session: string) => DemoLog): void {
  // Each part needs the files as the one before left them.
  const parts = [keptAndReworked, reverted, discarded, question, underWay];
  repository.write("README.md", ["# The flower shop"]);
  repository.commit("2026-10-04T18:00:00Z", "Open the shop");
  for (const part of parts) part(repository, open);
}

type Part = (repository: DemoRepository, open: (session: string) => DemoLog) => void;

const keptAndReworked: Part = (repository, open) => {
  const first = open("1d0c6f0a-5a0e-4f0a-9a52-000000000001");
  first.prompt("2026-10-05T09:00:00Z", "Write a cart that can price a bouquet.");
  first.write("2026-10-05T09:01:10Z", { path: "cart.ts", before: null, after: text(CART) }, usage(180, 2400));
  repository.write("cart.ts", CART);
  repository.commit("2026-10-05T09:10:00Z", "Add the cart");
  first.prompt("2026-10-05T09:20:00Z", "Now discount codes.");
  first.write(
    "2026-10-05T09:21:30Z",
    { path: "discount.ts", before: null, after: text(DISCOUNT) },
    usage(150, 1500),
  );
  repository.write("discount.ts", DISCOUNT);
  repository.commit("2026-10-05T09:30:00Z", "Add discounts");

  const second = open("2b7a9e31-77c4-4d3b-8f0e-000000000002");
  second.prompt("2026-10-06T14:00:00Z", "Codes should come from a table.");
  second.write(
    "2026-10-06T14:02:00Z",
    { path: "discount.ts", before: text(DISCOUNT), after: text(DISCOUNT_BY_TABLE) },
    usage(120, 1300),
  );
  repository.write("discount.ts", DISCOUNT_BY_TABLE);
  repository.commit("2026-10-06T14:15:00Z", "Keep discount codes in a table");
};

const reverted: Part = (repository, open) => {
  const taxed = [...CART.slice(0, 2), ...TAXED_TOTAL, ...CART.slice(4)];
  const log = open("3c51d8aa-0b92-47ad-b1c7-000000000003");
  log.prompt("2026-10-07T10:00:00Z", "Add tax to the total.");
  log.write(
    "2026-10-07T10:02:20Z",
    { path: "cart.ts", before: text(CART), after: text(taxed) },
    usage(140, 1200),
  );
  repository.write("cart.ts", taxed);
  const commit = repository.commit("2026-10-07T10:10:00Z", "Add tax");
  repository.write("cart.ts", CART);
  repository.commit("2026-10-07T16:40:00Z", `Revert "Add tax"\n\nThis reverts commit ${commit}.`);
};

const discarded: Part = (_repository, open) => {
  const log = open("4e8f2c6d-3d15-4b7e-a0d9-000000000004");
  log.prompt("2026-10-08T11:00:00Z", "Could we export the list as XML?");
  log.write("2026-10-08T11:01:40Z", { path: "export.ts", before: null, after: text(EXPORT) }, usage(90, 900));
};

const question: Part = (_repository, open) => {
  const log = open("5a90b7f4-c2e8-4c1f-9b3a-000000000005");
  log.prompt("2026-10-08T15:00:00Z", "How would you test the cart?");
  log.say("2026-10-08T15:01:00Z", "With a few bouquets whose prices are known.", usage(110, 700));
};

const underWay: Part = (repository, open) => {
  const log = open("6f13e05b-9d47-4aa0-8c6e-000000000006");
  log.prompt("2026-10-09T09:00:00Z", "Tell whether a flower is in stock.");
  log.write("2026-10-09T09:01:20Z", { path: "stock.ts", before: null, after: text(STOCK) }, usage(100, 800));
  repository.write("stock.ts", STOCK);
};
