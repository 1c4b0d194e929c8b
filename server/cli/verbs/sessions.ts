import type { Report, SessionReport } from "../../protocol/report.ts";
import { all, branch, format, includeInferred, now, readShared, since, until } from "../options.ts";
import type { Asked, SharedOptions } from "../options.ts";
import { wrongUse } from "../shell.ts";
import type { Result, Shell } from "../shell.ts";
import { sessionsText } from "../text/report.ts";
import { sessionText } from "../text/session.ts";
import { jsonOf } from "../text/json.ts";
import { optionsOf } from "../verb.ts";
import type { Verb } from "../verb.ts";

const MOST_CANDIDATES = 5;

/** A table of sessions, or one session with its turns, files and the fate of its lines. */
export const sessions: Verb = {
  name: "sessions",
  arguments: "[id]",
  summary: "your sessions; with an id, one session's turns and files",
  description:
    "Lists the sessions of this repository. With an id, or the beginning of one, it tells of that session turn by turn and file by file, wherever its work lies.",
  examples: [
    ["tokenworth sessions --since 7d", "the last seven days"],
    ["tokenworth sessions 3f2a", "the session whose id begins so"],
    ["tokenworth sessions --all", "of all repositories"],
  ],
  options: [all(), since(), until(), branch(), includeInferred(), format(), now()],
  async run(shell, [id], given) {
    const options = optionsOf<SharedOptions>(given);
    const asked = readShared(options, shell.now);
    if (!asked.ok) return asked;
    const everywhere = options.all === true || id !== undefined;
    const answer = await shell.ask((asking) =>
      shell.engine.report({ ...asking, ...asked.value, all: everywhere }),
    );
    if (!answer.ok) return answer;
    const look = { ...shell.look, now: asked.value.now };
    if (id !== undefined) {
      const found = findSession(answer.value, id);
      return found.ok ? one(shell, found.value, asked.value, options.format) : found;
    }
    const asJson = options.format === "json";
    return {
      ok: true,
      value: asJson ? jsonOf(answer.value) : sessionsText(answer.value, look),
    };
  },
};

async function one(
  shell: Shell,
  found: SessionReport,
  asked: Asked,
  format: "text" | "json",
): Promise<Result<string>> {
  const { agent, id: session } = found;
  const answer = await shell.ask((asking) => shell.engine.session({ ...asking, ...asked, agent, session }));
  if (!answer.ok) return answer;
  const look = { ...shell.look, now: asked.now };
  return {
    ok: true,
    value: format === "json" ? jsonOf(answer.value) : sessionText(answer.value, look),
  };
}

/** The one session whose id is `id` or, failing that, begins with it. */
function findSession(report: Report, id: string): Result<SessionReport> {
  const whole = report.sessions.filter((session) => session.id === id);
  const found = whole.length > 0 ? whole : report.sessions.filter((session) => session.id.startsWith(id));
  const [first] = found;
  if (first === undefined)
    return wrongUse(`no session's id begins with '${id}'; tokenworth sessions --all lists them`);
  if (found.length === 1) return { ok: true, value: first };
  const names = found.slice(0, MOST_CANDIDATES).map((session) => `${session.id} (${session.agent})`);
  const more = found.length > names.length ? ` and ${found.length - names.length} more` : "";
  return wrongUse(`'${id}' may be any of ${names.join(", ")}${more}; write more of the id`);
}
