// Puts the engine together: logs are read into the ledger, then the question is answered from it and from git.
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import * as registry from "../agents/index.ts";
import type { Agent, Surroundings } from "../agents/agent.ts";
import { analyse, type Problem } from "../analysis/analyse.ts";
import { trace, type TracedLine } from "../analysis/trace.ts";
import { ingest, type IngestSummary } from "../ingest/ingest.ts";
import { openLedgerOf, type Ledger } from "../ledger/ledger.ts";
import { settingsFolder } from "../ledger/folder.ts";
import { countTokens } from "../pricing/estimate.ts";
import { readOverrides, type Overrides } from "../pricing/overrides.ts";
import { createPrices } from "../pricing/prices.ts";
import type { BlameLine, Report } from "../protocol/report.ts";
import { detailOf, reportOf } from "../report/report.ts";
import type { Answer, CreateEngine, Progress } from "./engine.ts";

/** The agents that are read. */
const agents: readonly Agent<unknown>[] = Object.values(registry);

type Asked = { readonly onProgress: (progress: Progress) => void; readonly signal: AbortSignal };

/** An engine over this machine's own logs, ledger and prices. */
export const createEngine: CreateEngine = (env) => {
  const surroundings: Surroundings = {
    home: env["HOME"] || env["USERPROFILE"] || homedir(),
    env,
    platform: process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux",
  };

  async function withLedger<T>(
    { onProgress, signal }: Asked,
    answer: (ledger: Ledger, read: IngestSummary) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    const opened = open(surroundings);
    if (!opened.ok) return opened;
    const ledger = opened.value;
    try {
      const read = await ingest({
        agents,
        surroundings,
        ledger,
        countTokens,
        onProgress: ({ bytesDone: doneBytes, bytesTotal: totalBytes }) =>
          onProgress({ doing: "Reading logs", doneBytes, totalBytes }),
        signal,
      });
      // An answer from a half of the logs would be none; whoever asked knows that the signal was given.
      signal.throwIfAborted();
      return await answer(ledger, read);
    } finally {
      ledger.close();
    }
  }

  return {
    report: (question) =>
      withLedger(question, async (ledger, read) => {
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
      withLedger(question, async (ledger) => {
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
      withLedger(question, async (ledger) => {
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
  };
};

function open(surroundings: Surroundings): Answer<Ledger> {
  try {
    return { ok: true, value: openLedgerOf(surroundings) };
  } catch (error) {
    return {
      ok: false,
      status: 3,
      message: `the ledger cannot be opened: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function pricesOf(surroundings: Surroundings): Answer<ReturnType<typeof createPrices>> {
  const file = join(settingsFolder(surroundings), "prices.json");
  const overrides: Answer<Overrides> = existsSync(file) ? overridesIn(file) : { ok: true, value: new Map() };
  return overrides.ok ? { ok: true, value: createPrices({ overrides: overrides.value }) } : overrides;
}

function overridesIn(file: string): Answer<Overrides> {
  try {
    const read = readOverrides(JSON.parse(readFileSync(file, "utf8")));
    return read.ok ? read : { ok: false, status: 2, message: `${file}: ${read.message}` };
  } catch (error) {
    return {
      ok: false,
      status: 2,
      message: `${file}: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function wrong({ problem, message }: Problem): Extract<Answer<never>, { ok: false }> {
  return {
    ok: false,
    status: problem === "unreadable" ? 3 : 2,
    message: problem === "not-a-repository" ? `${message}; --all reports over all repositories` : message,
  };
}

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
