// What a report does not know, said below its figures.
import type { Figures, Report } from "../../protocol/report.ts";
import { count, counted, money, size } from "../../lib/amounts.ts";
import type { Look } from "./look.ts";
import { fit, plain, wrap } from "./plain.ts";

const MOST_NAMED = 5;

/** What is not known, a sentence or two each. Empty where all is. */
export function unknowns(report: Report, look: Look): readonly string[] {
  const { coverage, totals } = report;
  return [
    ...floors(coverage.floorRequests, coverage.requests),
    ...estimates(totals),
    ...unpriced(coverage.unpriced, look),
    ...assumed(coverage.assumedPrices ?? [], look),
    ...unseen(coverage.unseenChanges),
    ...unreadable(coverage.unreadable, look),
    ...(coverage.skippedRecords === 0
      ? []
      : [
          `${counted(coverage.skippedRecords, "record")} in the logs could not be understood and ${was(coverage.skippedRecords)} skipped.`,
        ]),
  ];
}

/** Tokens that no log recorded, told apart from the figures. */
export function estimates({ estimatedTokens, estimatedCostUsd }: Figures): readonly string[] {
  if (estimatedTokens === 0) return [];
  const cost = estimatedCostUsd > 0 ? `, ${money(estimatedCostUsd)}` : "";
  return [
    `Estimated on top, and in no figure here: about ${size(estimatedTokens)} tokens${cost}, counted from the text that can be seen.`,
  ];
}

/** Where the prices come from, and what they are not. */
export function priceNote({ prices }: Pick<Report, "prices">, look: Look): string {
  return `List prices of ${plain(prices.source, look)}, as of ${plain(prices.asOf, look)}; not your bill.`;
}

/** Notes as a list that fits the terminal. */
export function bullets(notes: readonly string[], look: Look): string {
  return notes
    .map((note) => wrap(`${look.symbols.dash} ${note}`, Math.min(look.columns, 100), "  "))
    .join("\n");
}

const was = (many: number): string => (many === 1 ? "was" : "were");

function floors(floorRequests: number, requests: number): readonly string[] {
  if (floorRequests === 0) return [];
  const of =
    floorRequests === requests
      ? "all requests"
      : `${count(floorRequests)} of ${counted(requests, "request")}`;
  return [
    `For ${of} the log holds only part of the output: what is shown is the least that it can have been.`,
  ];
}

function unpriced(models: Report["coverage"]["unpriced"], look: Look): readonly string[] {
  if (models.length === 0) return [];
  const names = models
    .slice(0, MOST_NAMED)
    .map(({ model, tokens }) => `${fit(plain(model, look), 40, look)} (${size(tokens)} tokens)`);
  return [
    `No price is known for ${list(names, models.length)}: in no dollar figure here. Set one in prices.json.`,
  ];
}

function assumed(models: NonNullable<Report["coverage"]["assumedPrices"]>, look: Look): readonly string[] {
  if (models.length === 0) return [];
  const short = (name: string): string => fit(plain(name, look), 40, look);
  const names = models
    .slice(0, MOST_NAMED)
    .map(({ model, pricedAs }) => `${short(model)} as ${short(pricedAs)}`);
  return [
    `Without a list price of their own, these were counted like a near relative: ${list(names, models.length)}.`,
  ];
}

function unseen(turns: number): readonly string[] {
  if (turns === 0) return [];
  return [
    `${counted(turns, "turn")} ran commands that may have changed code unseen; what can't be seen counts as no code.`,
  ];
}

function unreadable(sources: Report["coverage"]["unreadable"], look: Look): readonly string[] {
  if (sources.length === 0) return [];
  const names = sources
    .slice(0, MOST_NAMED)
    .map(
      ({ path, reason }) =>
        `${fit(plain(path, look), Math.min(60, look.columns - 4), look, "end")} (${fit(plain(reason, look), 40, look)})`,
    );
  return [`Could not be read: ${list(names, sources.length)}.`];
}

function list(names: readonly string[], all: number): string {
  return names.join(", ") + (all > names.length ? ` and ${count(all - names.length)} more` : "");
}
