// Looks at everything that Tokenworth depends on, and changes nothing.
import type { Surroundings } from "../agents/agent.ts";
import { mappedLedger } from "../analysis/mapped-ledger.ts";
import { repositoriesOf, type KnownRepository } from "../analysis/repositories.ts";
import { gitVersion } from "../git/repository.ts";
import { survey, type AgentSurvey } from "../ingest/survey.ts";
import { dataFolder, settingsFolder } from "../ledger/folder.ts";
import { existingKey } from "../ledger/key.ts";
import { inspectLedger, type Inspection } from "../ledger/inspect.ts";
import { type Ledger, openLedgerOf } from "../ledger/ledger.ts";
import { BEGUN, LAST_RUN } from "../ledger/notes.ts";
import type { Doctor, DoctorAgent, DoctorRepository } from "../protocol/doctor.ts";
import type { Answer, DoctorQuestion } from "./engine.ts";
import { mappingOf } from "../lib/path-mapping.ts";
import { VERSION } from "./version.ts";
import { pricesOf } from "./prices.ts";
import { settingsOf } from "./settings.ts";
import { agents } from "./with-ledger.ts";

/** The state of agents, repositories, ledger and machine. A ledger that can't be used is itself a finding. */
export async function doctor(
  surroundings: Surroundings,
  { now, folder, withGit }: DoctorQuestion,
): Promise<Answer<Doctor>> {
  const inspection = inspectLedger(dataFolder(surroundings), existingKey(settingsFolder(surroundings)));
  const ledger = inspection.exists && inspection.problem === null ? openLedgerOf(surroundings) : null;
  try {
    const git = withGit ? await gitVersion(folder) : { version: null, problem: null };
    const surveys = agents.map((agent) => survey(agent, surroundings, ledger?.store.sources() ?? []));
    const settings = settingsIn(surroundings);
    const { known, homeless } =
      ledger === null || !withGit
        ? { known: [], homeless: [] }
        : await repositoriesOf(mappedLedger(ledger, mappingOf(settings.paths)));
    const found = {
      agents: surveys.map((one) => agentOf(one, ledger)),
      repositories: known.map(repositoryOf),
      ledger: ledgerOf(inspection, ledger),
      settings,
    };
    return {
      ok: true,
      value: {
        schema: "tokenworth/doctor@1",
        now: iso(now) ?? "",
        machine: {
          platform: `${process.platform} ${process.arch}`,
          node: process.versions.node,
          git: git.version,
          tokenworth: VERSION,
        },
        ...found,
        homeless,
        problems: problemsOf({ ...found, git: git.problem }),
      },
    };
  } finally {
    ledger?.close();
  }
}

function agentOf(found: AgentSurvey, ledger: Ledger | null): DoctorAgent {
  const { agent, places, files, bytes, unreadFiles, unreadBytes, deletesAfterDays } = found;
  const known = ledger?.overview().find((one) => one.agent === agent.id);
  return {
    id: agent.id,
    label: agent.label,
    places,
    logs: files,
    bytes,
    unread: { logs: unreadFiles, bytes: unreadBytes },
    logsGone: known?.gone ?? 0,
    sessions: ledger?.sessions().filter((one) => one.agent === agent.id).length ?? 0,
    newestRecord: iso(known?.newestAt ?? 0),
    skipped: known?.skipped ?? [],
    unreadable: known?.unreadable ?? [],
    deletesAfterDays,
  };
}

function settingsIn(surroundings: Surroundings): Doctor["settings"] {
  const folder = settingsFolder(surroundings);
  const settings = settingsOf(surroundings);
  if (!settings.ok) return { folder, paths: {}, problem: settings.message };
  const prices = pricesOf(surroundings);
  return { folder, paths: settings.value.paths, problem: prices.ok ? null : prices.message };
}

function repositoryOf({ root, nature, problem, sessions, formerly }: KnownRepository): DoctorRepository {
  return {
    repository: root,
    sessions,
    branch: nature?.main ?? null,
    bare: nature?.bare ?? false,
    shallow: nature?.shallow ?? false,
    partial: nature?.partial ?? false,
    objectFormat: nature?.objectFormat ?? null,
    formerly,
    problem,
  };
}

function ledgerOf(inspection: Inspection, ledger: Ledger | null): Doctor["ledger"] {
  const noted = (name: string): string | null => iso(ledger?.notes.number(name) ?? 0);
  return { ...inspection, begun: noted(BEGUN), lastRun: noted(LAST_RUN) };
}

type Found = Pick<Doctor, "agents" | "repositories" | "ledger" | "settings"> & {
  readonly git: string | null;
};

function problemsOf({ agents: all, repositories, ledger, settings, git }: Found): string[] {
  return [
    ...(git === null ? [] : [`git cannot be used: ${git}`]),
    ...(ledger.problem === null ? [] : [`the ledger in ${ledger.folder} cannot be used: ${ledger.problem}`]),
    ...(settings.problem === null ? [] : [`a file of settings cannot be understood: ${settings.problem}`]),
    ...all.flatMap(({ label, places }) =>
      places.flatMap(({ folder, found }) =>
        found === "unreadable" ? [`${label}'s logs in ${folder} cannot be read`] : [],
      ),
    ),
    ...repositories.flatMap(({ repository, problem }) =>
      problem === null ? [] : [`${repository} cannot be read: ${problem}`],
    ),
  ];
}

/** 0 stands for none. */
const iso = (at: number): string | null => (at === 0 ? null : new Date(at).toISOString());
