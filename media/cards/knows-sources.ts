// Where logs are looked for, and what was found.
import { html, nothing, type TemplateResult } from "lit";
import type { Doctor, DoctorAgent } from "../../server/protocol/doctor.ts";
import { rowsOf, type Column } from "../table/columns.ts";
import { tableOf } from "../table/table.ts";
import type { Context, Rows } from "./card.ts";

type Known = Pick<Context, "t" | "format">;

const found = ({ places, sessions, logs }: DoctorAgent): boolean =>
  sessions > 0 || logs > 0 || places.some((place) => place.found !== "no");

function columnsOf({ t, format }: Known): readonly Column<DoctorAgent>[] {
  const places = (agent: DoctorAgent): string =>
    agent.places
      .filter((place) => place.found !== "no")
      .map(({ folder }) => folder)
      .join(", ");
  return [
    {
      id: "label",
      label: t("Agent"),
      align: "text",
      value: (agent) => agent.label,
      show: (agent) => agent.label,
    },
    {
      id: "sessions",
      label: t("Sessions"),
      align: "number",
      value: (agent) => agent.sessions,
      show: (agent) => format.count(agent.sessions),
    },
    {
      id: "logs",
      label: t("Logs"),
      align: "number",
      value: (agent) => agent.logs,
      show: (agent) => format.count(agent.logs),
    },
    {
      id: "bytes",
      label: t("Size"),
      align: "number",
      value: (agent) => agent.bytes,
      show: (agent) => format.bytes(agent.bytes),
    },
    {
      id: "newest",
      label: t("Newest record"),
      align: "text",
      value: (agent) => agent.newestRecord,
      show: (agent) => format.moment(agent.newestRecord),
    },
    {
      id: "deletes",
      label: t("Deletes its logs"),
      align: "text",
      value: (agent) => agent.deletesAfterDays,
      show: ({ deletesAfterDays: days }) =>
        days === null ? t("never") : t("after {0} days", format.count(days)),
    },
    {
      id: "places",
      label: t("Found in"),
      align: "text",
      value: places,
      show: (agent) => html`<span class="path quiet">${places(agent)}</span>`,
    },
  ];
}

/** What could not be used, and why. */
function notUsed(agents: readonly DoctorAgent[], { t, format }: Known): TemplateResult | typeof nothing {
  const lines = agents.flatMap(({ label, skipped, unreadable, logsGone }) => [
    ...skipped.map(({ reason, records }) =>
      t("{0}: {1} records skipped: {2}", label, format.count(records), reason),
    ),
    ...unreadable.map(({ path, reason }) => t("{0}: {1} could not be read: {2}", label, path, reason)),
    ...(logsGone === 0
      ? []
      : [
          t(
            "{0}: {1} logs that were read are gone from the disk; what they told is kept",
            label,
            format.count(logsGone),
          ),
        ]),
  ]);
  return lines.length === 0
    ? nothing
    : html`<ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>`;
}

export function sourcesPart({ agents }: Doctor, context: Context): TemplateResult {
  const { t } = context;
  const there = agents.filter(found);
  const others = agents.filter((agent) => !found(agent)).map(({ label }) => label);
  const { remote } = context.surroundings;
  return html`<h3>${t("Sources")}</h3>
    ${remote === null ? nothing : html`<p class="quiet">${t("Looked for on {0}", remote)}</p>`}
    ${
      there.length === 0
        ? html`<p>${t("No logs were found.")}</p>`
        : tableOf(
            {
              id: "sources",
              caption: t("Sources"),
              columns: columnsOf(context),
              rows: there,
              keyOf: ({ id }) => id,
              order: { by: "sessions", descending: true },
            },
            context,
          )
    }
    ${notUsed(there, context)}
    ${others.length === 0 ? nothing : html`<p class="quiet">${t("Looked for, and not found: {0}", others.join(", "))}</p>`}`;
}

/** All agents, found or not. */
export const sourceRows = ({ agents }: Doctor, known: Known): Rows => rowsOf(agents, columnsOf(known));
