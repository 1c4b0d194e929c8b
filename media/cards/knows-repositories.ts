// The repositories that lines were followed in, and folders that belong to none.
import { html, nothing, type TemplateResult } from "lit";
import type { Doctor, DoctorRepository } from "../../server/protocol/doctor.ts";
import type { Column } from "../table/columns.ts";
import { tableOf } from "../table/table.ts";
import type { Context } from "./card.ts";

/** What keeps a repository's history from being whole. */
function remarksOn(repository: DoctorRepository, t: Context["t"]): string {
  const { problem, shallow, partial, bare, formerly } = repository;
  return [
    problem,
    shallow ? t("cloned without its older history") : null,
    partial ? t("cloned without all its files") : null,
    bare ? t("without a working tree") : null,
    ...formerly.map(({ folder }) => t("was in {0}", folder)),
  ]
    .filter((remark) => remark !== null)
    .join("; ");
}

function columnsOf({ t, format }: Context): readonly Column<DoctorRepository>[] {
  return [
    {
      id: "repository",
      label: t("Repository"),
      align: "text",
      value: ({ repository }) => repository,
      show: ({ repository }) => html`<span class="path">${repository}</span>`,
    },
    {
      id: "branch",
      label: t("Main line"),
      align: "text",
      value: ({ branch }) => branch,
      show: ({ branch }) => branch ?? t("none"),
    },
    {
      id: "sessions",
      label: t("Sessions"),
      align: "number",
      value: ({ sessions }) => sessions,
      show: ({ sessions }) => format.count(sessions),
    },
    {
      id: "remarks",
      label: t("Remarks"),
      align: "text",
      value: (repository) => remarksOn(repository, t),
      show: (repository) => html`<span class="quiet">${remarksOn(repository, t)}</span>`,
    },
  ];
}

function folders(homeless: Doctor["homeless"], { t, format }: Context): string {
  const gone = homeless.filter((folder) => folder.gone).length;
  return homeless.length === 1
    ? t("1 folder belongs to no repository.")
    : t(
        "{0} folders belong to no repository; gone of them: {1}.",
        format.count(homeless.length),
        format.count(gone),
      );
}

/** Each with its main line, and what keeps its history from being whole. */
export function repositoriesPart({ repositories, homeless }: Doctor, context: Context): TemplateResult {
  const { t } = context;
  return html`<h3>${t("Repositories")}</h3>
    ${
      repositories.length === 0
        ? html`<p>${t("No git repository is known.")}</p>`
        : tableOf(
            {
              id: "repositories",
              caption: t("Repositories"),
              columns: columnsOf(context),
              rows: repositories,
              keyOf: ({ repository }) => repository,
              order: { by: "sessions", descending: true },
            },
            context,
          )
    }
    ${homeless.length === 0 ? nothing : html`<p class="quiet">${folders(homeless, context)}</p>`}`;
}
