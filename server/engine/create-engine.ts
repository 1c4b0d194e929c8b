// Puts the engine together: logs are read into the ledger, then the question is answered from it and from git.
import { isAbsolute, resolve } from "node:path";
import { analyse } from "../analysis/analyse.ts";
import { trace, type TracedLine } from "../analysis/trace.ts";
import type { IngestSummary } from "../ingest/ingest.ts";
import type { BlameLine, Report } from "../protocol/report.ts";
import { detailOf, reportOf } from "../report/report.ts";
import type { CreateEngine } from "./engine.ts";
import { doctor } from "./doctor.ts";
import { forget } from "./forget.ts";
import { lines } from "./lines.ts";
import { keptPicture, picture } from "./picture.ts";
import { pricesOf } from "./prices.ts";
import { prompts } from "./prompts.ts";
import { surroundingsOf } from "./surroundings.ts";
import { verify } from "./verify.ts";
import { withLedger } from "./with-ledger.ts";
import { wrong } from "./wrong.ts";

/** An engine over this machine's own logs, ledger and prices. */
export const createEngine: CreateEngine = (env) => {
  const surroundings = surroundingsOf(env);

  return {
    report: (question) =>
      withLedger(surroundings, question, async (ledger, read) => {
        const prices = pricesOf(surroundings);
        if (!prices.ok) return prices;
        const analysis = await analyse(
          { ...question, folder: question.all ? null : question.folder },
          ledger,
          prices.value,
        );
        if ("problem" in analysis) return wrong(analysis);
        const report = reportOf(analysis, { ...question, prices: prices.value });
        return { ok: true, value: withUnread(report, read.unreadable) };
      }),
    blame: (question) =>
      withLedger(surroundings, question, async (ledger) => {
        const path = isAbsolute(question.path) ? question.path : resolve(question.folder, question.path);
        const traced = await trace({ ...question, path }, ledger);
        if ("problem" in traced) return wrong(traced);
        return {
          ok: true,
          value: {
            schema: "tokenworth/blame@1",
            path: traced.path,
            rev: traced.rev,
            lines: traced.lines.map(blameLine),
          },
        };
      }),
    session: (question) =>
      withLedger(surroundings, question, async (ledger) => {
        const prices = pricesOf(surroundings);
        if (!prices.ok) return prices;
        const analysis = await analyse({ ...question, folder: null }, ledger, prices.value);
        if ("problem" in analysis) return wrong(analysis);
        const found = analysis.sessions.find(
          ({ session }) => session.agent === question.agent && session.session === question.session,
        );
        if (found === undefined)
          return { ok: false, status: 2, message: `there is no session ${question.session}` };
        return { ok: true, value: detailOf(found, { ...question, prices: prices.value }) };
      }),
    verify,
    forget: (question) => forget(surroundings, question),
    doctor: (question) => doctor(surroundings, question),
    picture: (question, onSpend) => picture(surroundings, question, onSpend),
    keptPicture: () => keptPicture(surroundings),
    prompts: (question) => prompts(surroundings, question),
    lines: (question) => lines(surroundings, question),
  };
};

/** Files that could not even be opened are known to this run alone. */
function withUnread(report: Report, files: IngestSummary["unreadable"]): Report {
  const unreadable = [...files, ...report.coverage.unreadable];
  return { ...report, coverage: { ...report.coverage, unreadable } };
}

function blameLine(traced: TracedLine, index: number): BlameLine {
  const line = index + 1;
  if (traced.origin === "none") return { line, origin: "none" };
  return { line, ...traced, writtenAt: new Date(traced.writtenAt).toISOString() };
}
