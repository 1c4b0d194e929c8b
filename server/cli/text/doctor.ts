// Whether all is well, as text.
import type { Doctor, DoctorAgent, DoctorRepository } from "../../protocol/doctor.ts";
import { count, counted, size } from "../../lib/amounts.ts";
import { when } from "./times.ts";
import type { Look } from "./look.ts";
import { fit, plain, wrap } from "./plain.ts";
import { table, type Column } from "./table.ts";

const MOST_NAMED = 5;
const INDENT = "  ";

/** A sentence on whether all is well, then each agent, the repositories, the ledger and the machine. */
export function doctorText(found: Doctor, look: Look): string {
  const parts = [
    verdict(found, look),
    titled(
      "Agents",
      found.agents.flatMap((agent) => aboutAgent(agent, look)),
      look,
    ),
    titled("Repositories", repositories(found, look), look),
    titled("Ledger", aboutLedger(found.ledger, look), look),
    titled("Settings", aboutSettings(found.settings, look), look),
    titled("This machine", machine(found.machine, look), look),
  ];
  return parts.join("\n\n");
}

function verdict({ problems, agents }: Doctor, look: Look): string {
  const { bold } = look.colors;
  if (problems.length === 0)
    return bold(
      agents.some(({ logs }) => logs > 0)
        ? "All is well: nothing keeps Tokenworth from its work."
        : "Nothing is wrong, but no coding agent's log was found.",
    );
  const lines = problems.map((problem) => item(problem, look));
  return [bold(`${counted(problems.length, "thing")} to look after:`), ...lines].join("\n");
}

function titled(title: string, lines: readonly string[], look: Look): string {
  return [look.colors.bold(title), ...lines].join("\n");
}

/** A sentence of its own, further lines of it set in. */
const item = (text: string, look: Look): string =>
  wrap(`${look.symbols.dash} ${plain(text, look)}`, look.columns, INDENT);

const inside = (text: string, look: Look): string =>
  INDENT + look.colors.dim(wrap(plain(text, look), look.columns - INDENT.length, INDENT));

function aboutAgent(agent: DoctorAgent, look: Look): string[] {
  const { label, places, logs, bytes, sessions, newestRecord } = agent;
  const found = [
    logs === 0 ? "no log found" : `${counted(logs, "log")}, ${size(bytes)}B`,
    sessions === 0 ? "" : counted(sessions, "session"),
    newestRecord === null ? "" : `newest record ${when(newestRecord, look).trim()}`,
  ];
  return [
    `${label}: ${found.filter((part) => part !== "").join(", ")}`,
    ...places.map(({ folder, found: state }) =>
      inside(`${STATES[state]} ${fit(plain(folder, look), look.columns - 24, look, "end")}`, look),
    ),
    ...notes(agent, look).map((note) => inside(note, look)),
  ];
}

const STATES = { yes: "looked in", no: "not there:", unreadable: "cannot be read:" } as const;

function notes(agent: DoctorAgent, look: Look): string[] {
  const { unread, logsGone, skipped, unreadable, deletesAfterDays, logs } = agent;
  const records = skipped.reduce((sum, one) => sum + one.records, 0);
  const reasons = skipped.map((one) => `${one.reason} ${count(one.records)}`);
  return [
    ...(unread.logs === 0 ? [] : [`${counted(unread.logs, "log")} to be read (${size(unread.bytes)}B)`]),
    ...(logsGone === 0
      ? []
      : [
          `${counted(logsGone, "log")} deleted since: what ${logsGone === 1 ? "it" : "they"} told is kept here`,
        ]),
    ...(records === 0 ? [] : [`${counted(records, "record")} skipped: ${reasons.join(", ")}`]),
    ...unreadable
      .slice(0, MOST_NAMED)
      .map(
        ({ path, reason }) =>
          `not readable: ${fit(plain(path, look), look.columns - 40, look, "end")} (${reason})`,
      ),
    ...(unreadable.length > MOST_NAMED
      ? [`and ${count(unreadable.length - MOST_NAMED)} more not readable`]
      : []),
    ...(deletesAfterDays === null || logs === 0
      ? []
      : [
          `it deletes its logs after ${counted(deletesAfterDays, "day")}: what was read by then is kept here, what was not is lost`,
        ]),
  ];
}

function repositories({ repositories: all, homeless }: Doctor, look: Look): string[] {
  const gone = homeless.filter((one) => one.gone);
  const outside = homeless.filter((one) => !one.gone);
  const columns: readonly Column<DoctorRepository>[] = [
    { head: "Folder", weight: 9, shrink: 16, keep: "end", cell: ({ repository }) => plain(repository, look) },
    { head: "Main line", weight: 7, cell: ({ branch }) => plain(branch ?? look.symbols.none, look) },
    { head: "Sessions", align: "right", weight: 6, cell: ({ sessions }) => count(sessions) },
    { head: "Kind", weight: 5, cell: peculiarities },
  ];
  return [
    ...(all.length === 0 ? ["None is known yet."] : [table(all, columns, look)]),
    ...explanations(all, look),
    ...former(all, look),
    ...places(gone, "that is gone", look),
    ...places(outside, "that is in no repository", look),
  ];
}

const PECULIAR = [
  ["shallow", "its oldest commits are not in this clone"],
  ["partial", "some files' texts are not in this clone"],
] as const;

function peculiarities(one: DoctorRepository): string {
  const known = [
    one.problem === null ? "" : "cannot be read",
    ...PECULIAR.map(([name]) => (one[name] ? name : "")),
    one.bare ? "bare" : "",
    one.objectFormat === "sha256" ? "SHA-256" : "",
  ];
  return known.filter((part) => part !== "").join(", ");
}

function explanations(all: readonly DoctorRepository[], look: Look): string[] {
  return PECULIAR.filter(([name]) => all.some((one) => one[name])).map(([name, meaning]) =>
    inside(`${name}: ${meaning}`, look),
  );
}

const KNOWN_BY = { moved: "by its first commits", content: "by the texts edited there" } as const;

function former(all: readonly DoctorRepository[], look: Look): string[] {
  const lines = all.flatMap(({ repository, formerly }) =>
    formerly.map(({ folder, knownBy }) =>
      item(`${folder}, which is gone, was ${repository}, known ${KNOWN_BY[knownBy]}`, look),
    ),
  );
  const more = lines.length - MOST_NAMED;
  return [...lines.slice(0, MOST_NAMED), ...(more > 0 ? [inside(`and ${count(more)} more`, look)] : [])];
}

function places(list: Doctor["homeless"], where: string, look: Look): string[] {
  if (list.length === 0) return [];
  const sessions = list.reduce((sum, one) => sum + one.sessions, 0);
  const names = list.slice(0, MOST_NAMED).map(({ folder }) => fit(plain(folder, look), 60, look, "end"));
  const more = list.length > MOST_NAMED ? ` and ${count(list.length - MOST_NAMED)} more` : "";
  return [
    item(`${counted(sessions, "session")} worked in a folder ${where}: ${names.join(", ")}${more}`, look),
  ];
}

function aboutLedger(
  { folder, exists, bytes, begun, lastRun, problem, setAside }: Doctor["ledger"],
  look: Look,
): string[] {
  const facts = [
    `${size(bytes)}B`,
    begun === null ? "" : `begun ${when(begun, look).trim()}`,
    lastRun === null ? "never read to the end" : `logs last read ${when(lastRun, look).trim()}`,
    problem ?? "sound",
  ];
  return [
    plain(folder, look),
    inside(
      exists ? facts.filter((part) => part !== "").join(", ") : "not there yet: the first report makes it",
      look,
    ),
    ...(setAside.length === 0
      ? []
      : [
          inside(
            `${counted(setAside.length, "file")} set aside: ${setAside.slice(0, MOST_NAMED).join(", ")}`,
            look,
          ),
        ]),
  ];
}

function aboutSettings({ folder, paths }: Doctor["settings"], look: Look): string[] {
  return [
    plain(folder, look),
    ...Object.entries(paths).map(([from, to]) => inside(`${from} is here ${to}`, look)),
  ];
}

function machine({ platform, node, git, tokenworth }: Doctor["machine"], look: Look): string[] {
  const parts = [
    `Tokenworth ${tokenworth}`,
    `Node ${node}`,
    git === null ? "no git" : `git ${git}`,
    platform,
  ];
  return [plain(parts.join(", "), look)];
}
