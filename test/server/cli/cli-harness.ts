import { readFileSync } from "node:fs";
import type {
  BlameQuestion,
  DoctorQuestion,
  Engine,
  Environment,
  ForgetQuestion,
  ReportQuestion,
  SessionQuestion,
  VerifyQuestion,
} from "../../../server/engine/engine.ts";
import { run } from "../../../server/cli/run.ts";
import type { Doctor } from "../../../server/protocol/doctor.ts";
import type { Forgetting } from "../../../server/protocol/forget.ts";
import type { Blame, Report, SessionDetail } from "../../../server/protocol/report.ts";
import type { Verify } from "../../../server/protocol/verify.ts";

/** An invented report of `test/fixtures/reports`. */
export function fixture(name: string): Report {
  return JSON.parse(readFileSync(new URL(`../../fixtures/reports/${name}.json`, import.meta.url), "utf8"));
}

/** What a session's own page tells of a report's first session. */
export function detailOf(report: Report): SessionDetail {
  const [session] = report.sessions;
  if (session === undefined) throw new Error("the report has no session");
  const deep = "src/a/very/deep/folder/with/more/steps/to/go/before/we/are/there.ts";
  const files = ["src/cart.ts", deep].map((path) => ({
    path,
    repository: session.repositories[0] ?? null,
    lines: session.lines,
  }));
  return { schema: "tokenworth/session@1", now: report.now, session, files };
}

export const blameOfThree: Blame = {
  schema: "tokenworth/blame@1",
  path: "src/cart.ts",
  rev: null,
  lines: [
    { line: 1, origin: "none" },
    ...[2, 3].map((line) => ({
      line,
      origin: "ai" as const,
      evidence: "exact" as const,
      agent: "an-agent",
      model: "a-model",
      session: "1d0c6f0a-5a0e-4f0a-9a52-000000000001",
      turn: 4,
      writtenAt: "2026-11-03T09:00:00.000Z",
      commit: null,
    })),
  ],
};

export const allTheSame: Verify = {
  schema: "tokenworth/verify@1",
  repository: "/home/ada/flower-shop",
  branch: "main",
  rev: "1d0c6f0a5a0e4f0a9a521d0c6f0a5a0e4f0a9a52",
  firstParent: false,
  files: 213,
  lines: 26_700,
  same: 26_700,
  mismatches: [],
  notCompared: [],
  seconds: { replay: 0.61, blame: 2.94 },
};

export type Asked =
  | { readonly verb: "report"; readonly question: ReportQuestion }
  | { readonly verb: "blame"; readonly question: BlameQuestion }
  | { readonly verb: "session"; readonly question: SessionQuestion }
  | { readonly verb: "verify"; readonly question: VerifyQuestion }
  | { readonly verb: "forget"; readonly question: ForgetQuestion }
  | { readonly verb: "doctor"; readonly question: DoctorQuestion };

/** A machine on which nothing is amiss. */
export const wellAll: Doctor = JSON.parse(
  readFileSync(new URL("../../fixtures/doctor/well.json", import.meta.url), "utf8"),
);

/** What there is to erase: always the same. */
const forgettingOf = ({ asked }: ForgetQuestion): Omit<Forgetting, "erased"> => ({
  schema: "tokenworth/forget@1",
  what: asked.what,
  name: asked.what === "everything" ? null : asked.name,
  sessions: 3,
  requests: 120,
  edits: 45,
  first: "2026-05-05T09:00:00.000Z",
  last: "2026-10-09T09:00:00.000Z",
  logsGone: 2,
});

const noVerbAsks = async () => ({ ok: false, status: 3, message: "no verb asks for it" }) as const;

type World = {
  readonly report?: Report;
  readonly engine?: Partial<Engine>;
  readonly env?: Environment;
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** What is answered at the terminal; nobody sits there if left out. */
  readonly confirmed?: boolean;
};

/** Runs a command line on an engine that answers with invented reports. */
export async function call(argv: readonly string[], world: World = {}) {
  const { report = fixture("typical"), columns } = world;
  const asked: Asked[] = [];
  const written = { stdout: "", stderr: "" };
  const engine: Engine = {
    report: async (question) => (asked.push({ verb: "report", question }), { ok: true, value: report }),
    blame: async (question) => (asked.push({ verb: "blame", question }), { ok: true, value: blameOfThree }),
    session: async (question) => (
      asked.push({ verb: "session", question }),
      { ok: true, value: detailOf(report) }
    ),
    verify: async (question) => (asked.push({ verb: "verify", question }), { ok: true, value: allTheSame }),
    doctor: async (question) => (asked.push({ verb: "doctor", question }), { ok: true, value: wellAll }),
    forget: async (question) => (
      asked.push({ verb: "forget", question }),
      { ok: true, value: { ...forgettingOf(question), erased: question.erase } }
    ),
    picture: noVerbAsks,
    keptPicture: () => null,
    lines: noVerbAsks,
    prompts: noVerbAsks,
    ...world.engine,
  };
  const output = (name: "stdout" | "stderr") => ({
    write: (text: string) => void (written[name] += text),
    ...(columns === undefined ? {} : { isTTY: true, columns }),
  });
  const status = await run(argv, {
    createEngine: () => engine,
    stdout: output("stdout"),
    stderr: output("stderr"),
    env: { LANG: "C.UTF-8", NO_COLOR: "1", ...world.env },
    platform: "linux",
    cwd: "/home/ada/flower-shop",
    now: Date.parse("2026-11-22T12:00:00Z"),
    signal: world.signal ?? new AbortController().signal,
    confirm: async (question) => {
      written.stderr += `${question}\n`;
      return world.confirmed ?? null;
    },
  });
  return { ...written, status, asked };
}
