// Ten thousand spoiled records of every agent, from its files to what a user sees of them.
import { mkdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Agent } from "../../server/agents/agent.ts";
import * as registry from "../../server/agents/index.ts";
import type { Report } from "../../server/protocol/report.ts";
import { harmIn, say } from "../harness/command-line.ts";
import { snapshotOf } from "../harness/folder-snapshot.ts";
import { type FuzzedLogs, writeFuzzedLogs } from "../harness/fuzzed-logs.ts";
import { skippedIn } from "../harness/read-plainly.ts";
import { createFolder, createRepo, type TestRepo } from "../harness/repo.ts";
import { checkCounts } from "../harness/story-check.ts";

const RECORDS = Number(process.env["FUZZED_RECORDS"] ?? 10_000);
const SEED = Number(process.env["FUZZ_SEED"] ?? 2026);
const timeout = 60_000 + RECORDS * 10;

const agents: readonly Agent<unknown>[] = Object.values(registry);

describe.each(agents.map((agent) => [agent.id, agent] as const))("spoiled logs of %s", (_, agent) => {
  const folder = createFolder();
  const root = folder.path;
  let repo: TestRepo;
  let logs: FuzzedLogs;
  let before: ReadonlyMap<string, string>;
  let report: Report;

  /** Asks for text and for JSON, and looks at both. */
  function checkAnswer(words: readonly string[], ...operands: readonly string[]): unknown {
    const env = { HOME: join(root, "home"), TMPDIR: join(root, "tmp"), TOKENWORTH_HOME: join(root, "own") };
    const at = ["--now", "2026-06-01T00:00:00Z"];
    const [text, json] = ["text", "json"].map((format) => {
      const argv = [...words, ...at, "--format", format, "--", ...operands];
      return { argv, ...say(argv, { cwd: repo.root, env }) };
    });
    for (const said of [text, json]) {
      expect({ ...said, stdout: "" }).toEqual({ argv: said?.argv, status: 0, stdout: "", stderr: "" });
      expect(harmIn(said?.stdout ?? "")).toBeNull();
    }
    return JSON.parse(json?.stdout ?? "");
  }

  test("are shown with no colours but our own", { timeout }, () => {
    const env = { HOME: join(root, "home"), TOKENWORTH_HOME: join(root, "own"), FORCE_COLOR: "1" };
    for (const verb of ["report", "sessions"]) {
      const { status, stdout } = say([verb, "--all"], { cwd: repo.root, env });
      expect(status).toBe(0);
      // oxlint-disable-next-line no-control-regex -- it is what is looked for
      const still = stdout.replaceAll(/\u001b\[\d{1,2}m/g, "");
      expect(still.length).toBeLessThan(stdout.length);
      expect(harmIn(still)).toBeNull();
    }
  });

  beforeAll(() => {
    mkdirSync(join(root, "tmp"));
    repo = createRepo(join(root, "repo"));
    const surroundings = { home: join(root, "home"), env: {}, platform: "linux" } as const;
    logs = writeFuzzedLogs(agent, RECORDS, SEED, { surroundings, repo: repo.root });
    for (const path of logs.edited)
      if (path.startsWith(`${repo.root}/`)) repo.write(relative(repo.root, path), "const a = 1;\n");
    repo.commit("first");
    before = snapshotOf(root, ["own"]);
  }, timeout);
  afterAll(() => rmSync(root, { recursive: true }));

  test("give a report whose accounts balance", { timeout }, () => {
    expect(logs.records).toBeGreaterThanOrEqual(RECORDS);
    report = checkAnswer(["report", "--all"]) as Report;
    checkCounts(report);
    expect(report.sessions.length).toBeGreaterThan(logs.sessions.size);
    expect(report.coverage.unreadable.filter(({ path }) => !logs.files.includes(path))).toEqual([]);
    checkAnswer(["report"]);
    checkAnswer(["sessions", "--all"]);
    checkAnswer(["doctor"]);
  });

  test.runIf(agent.source === "lines")("are counted wherever they are skipped", { timeout }, () => {
    const each = logs.files.map((path) => skippedIn(agent, path));
    const sum = (of: "skipped" | "lost"): number => each.reduce((total, one) => total + one[of], 0);
    expect(report.coverage.skippedRecords).toBe(sum("skipped"));
    expect(report.coverage.unreadable).toHaveLength(sum("lost"));
    expect(report.coverage.skippedRecords).toBeGreaterThan(RECORDS / 20);
  });

  test("name their sessions and files without harm", { timeout }, () => {
    const odd = report.sessions.filter(({ id }) => harmIn(id) !== null);
    for (const { id } of [...report.sessions.slice(0, 1), ...odd.slice(0, 2)]) checkAnswer(["sessions"], id);
    for (const path of repo.git("ls-files", "-z").split("\0").filter(Boolean).slice(0, 2))
      checkAnswer(["blame"], path);
  });

  test("change nothing outside of the ledger's folder", () => {
    expect([...snapshotOf(root, ["own"])]).toEqual([...before]);
  });
});
