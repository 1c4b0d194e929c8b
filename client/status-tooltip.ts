// What the status bar item tells when it is pointed at, as Markdown. Pure.
import type { Cost, Costs, Freshness, SessionRow, Status } from "../server/protocol/panel.ts";
import type { Outcome } from "../server/protocol/report.ts";
import type { Surroundings } from "../server/protocol/webview.ts";
import type { CommandName } from "./commands/names.ts";
import { literally, table } from "./markdown.ts";
import { money } from "./money.ts";
import type { Settings } from "./settings.ts";
import { amountOf, isFloor, isOverBudget, type Known } from "./status-text.ts";
import type { Translate, Words } from "./words.ts";

/** What is known beside the status. */
export type Around = Pick<Surroundings, "remote" | "virtual"> & {
  /** Labels of the agents of which logs were found; null: not asked. */
  readonly sources: readonly string[] | null;
};

/** The commands that its links run. */
export const TOOLTIP_COMMANDS = [
  "tokenworth.openPanel",
  "tokenworth.refresh",
  "tokenworth.openSettings",
  "tokenworth.manageTrust",
  "tokenworth.restartServer",
  "tokenworth.showLog",
] as const satisfies readonly `tokenworth.${CommandName}`[];

const MOST_SESSIONS = 3;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;

/** The whole text. */
export function statusTooltip(known: Known, settings: Settings, around: Around, words: Words): string {
  const { t } = words;
  const { status, server } = known;
  if (server === "stopped") return joined([t("Tokenworth's server does not run."), links(down(t))]);
  if (status === null) return joined([t("Tokenworth is starting.")]);
  const costs = status[settings.of];
  const whose = settings.of === "workspace" ? t("this workspace") : t("all repositories");
  return joined([
    table([...costRows(status, words), ...outcomeRows(status, words)], 2),
    ...(costs.spend === null ? [t("Where this week's money went is not known yet.")] : []),
    ...budgetText(known, settings, words),
    ...topText(costs, whose, words),
    ...remarks(status, around, words),
    freshnessText(status.freshness, words),
    t("List price, not your bill."),
    links(usual(t)),
  ]);
}

const joined = (parts: readonly string[]): string => parts.join("\n\n");

function costRows({ workspace, all }: Status, { t, locale }: Words): string[][] {
  const both = (of: (costs: Costs) => Cost | null): string[] =>
    [workspace, all].map((costs) => {
      const cost = of(costs);
      return cost === null ? "—" : amountOf(cost, locale);
    });
  const label = (workspace.session ?? all.session)?.agentLabel;
  const session = label === undefined ? t("Running session") : t("Running session, {0}", literally(label));
  return [
    ["", ...[t("This workspace"), t("All repositories")].map((heading) => `&nbsp;&nbsp;${heading}`)],
    [t("Today"), ...both(({ today }) => today)],
    [t("This week"), ...both(({ week }) => week)],
    [session, ...both((costs) => costs.session)],
  ];
}

function budgetText({ status }: Known, { budget }: Settings, { t, locale }: Words): string[] {
  if (budget === null || status === null) return [];
  const amount = money(budget.amountUsd, locale);
  const name =
    budget.per === "day" ? t("Your budget of {0} a day", amount) : t("Your budget of {0} a week", amount);
  return [isOverBudget(status, budget) ? `$(warning) ${t("{0} is exceeded.", name)}` : `${name}.`];
}

/** In the panel's order, by the panel's names. */
const outcomes = (t: Translate): readonly (readonly [Outcome, string])[] => [
  ["kept", t("Kept")],
  ["open", t("Still open")],
  ["reworked", t("Reworked")],
  ["reverted", t("Reverted")],
  ["discarded", t("Discarded")],
  ["outside", t("Outside")],
  ["noCode", t("Questions, plans, reviews")],
];

function outcomeRows({ workspace, all }: Status, { t, locale }: Words): string[][] {
  const both = [workspace, all].map(({ spend }) => spend);
  const spentOn = (outcome: Outcome): boolean => both.some((spend) => (spend?.[outcome] ?? 0) > 0);
  const rows = outcomes(t)
    .filter(([outcome]) => spentOn(outcome))
    .map(([outcome, label]) => [
      label,
      ...both.map((spend) => (spend === null ? "—" : money(spend[outcome], locale))),
    ]);
  return rows.length === 0 ? [] : [[`**${t("Where this week's money went")}**`, "", ""], ...rows];
}

function topText({ top }: Costs, whose: string, { t, locale }: Words): string[] {
  const rows = top
    .slice(0, MOST_SESSIONS)
    .map((row) => [
      nameOf(row, locale),
      `&nbsp;&nbsp;${row.costUsd === null ? "—" : money(row.costUsd, locale)}`,
    ]);
  return rows.length === 0
    ? []
    : [`**${t("This week's dearest sessions, {0}", whose)}**\n\n${table(rows, 1)}`];
}

function nameOf({ agentLabel, repositories, started }: SessionRow, locale: string): string {
  const time = new Intl.DateTimeFormat(locale, { weekday: "short", ...CLOCK });
  return [time.format(new Date(started)), ...[agentLabel, ...repositories.slice(0, 1)].map(literally)].join(
    " · ",
  );
}

function remarks({ workspace, all }: Status, around: Around, { t, locale }: Words): string[] {
  const costs = [workspace, all].flatMap(({ today, week, session }) => [
    today,
    week,
    ...(session ? [session] : []),
  ]);
  const unpriced = costs.reduce((most, { unpricedTokens }) => Math.max(most, unpricedTokens), 0);
  const count = new Intl.NumberFormat(locale).format(unpriced);
  const sources = around.sources?.map(literally).join(", ") || t("no agent's logs");
  return [
    ...(costs.some(isFloor) ? [t("+ means: at least. Estimates are added to nothing.")] : []),
    ...(unpriced > 0
      ? [t("No price is known for the model of {0} tokens. They are not counted.", count)]
      : []),
    ...(around.remote === null || around.sources === null
      ? []
      : [t("Seen on {0}: {1}.", literally(around.remote), sources)]),
    ...(around.virtual
      ? [t("This workspace's folders lie on no disk: their repositories can't be seen.")]
      : []),
  ];
}

function freshnessText(freshness: Freshness, words: Words): string {
  const { t } = words;
  const trust = `${t("The workspace is not trusted: no repository is looked at.")} ${links([["tokenworth.manageTrust", t("Manage trust")]])}`;
  return [activityText(freshness, words), ...(freshness.restricted ? [trust] : [])].join("\n\n");
}

function activityText(
  { activity, progress, costsAsOf, outcomesAsOf, problem }: Freshness,
  words: Words,
): string {
  const { t, locale } = words;
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  const done = new Intl.NumberFormat(locale, { style: "percent" }).format(Math.min(1, share));
  const asOf = outcomesAsOf ?? costsAsOf;
  const time = asOf === null ? "—" : clock(asOf, locale);
  switch (activity) {
    case "starting":
      return t("Starting.");
    case "reading":
      return t("Reading the agents' logs: {0}.", done);
    case "following":
      return t("Following lines through git: {0}.", done);
    case "resting":
      return t("As of {0}. What has changed since is looked at in a while.", time);
    case "ready":
      return t("Up to date at {0}.", time);
    case "stopped":
      return asOf === null
        ? t("Stopped, and nothing is known: it was erased, or has not been read yet.")
        : t("Stopped. What is shown is of {0}.", time);
    case "problem":
      return `$(warning) ${t("It can't go on: {0}", literally(problem ?? "—"))}`;
  }
}

const clock = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, CLOCK).format(new Date(at));

type Link = readonly [command: (typeof TOOLTIP_COMMANDS)[number], label: string];

const usual = (t: Translate): readonly Link[] => [
  ["tokenworth.openPanel", t("Open panel")],
  ["tokenworth.refresh", t("Look again")],
  ["tokenworth.openSettings", t("Settings")],
];

const down = (t: Translate): readonly Link[] => [
  ["tokenworth.restartServer", t("Restart")],
  ["tokenworth.showLog", t("Show log")],
];

const links = (list: readonly Link[]): string =>
  list.map(([command, label]) => `[${label}](command:${command})`).join(" · ");
