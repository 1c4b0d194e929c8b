import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { VERSION } from "../../../server/engine/version.ts";
import type { Engine } from "../../../server/engine/engine.ts";
import type { MismatchCause } from "../../../server/protocol/verify.ts";
import { verbs } from "../../../server/cli/verbs/index.ts";
import { allTheSame, call, fixture } from "./cli-harness.ts";

describe("wrong use is one line on standard error and status 2", () => {
  test.each<[string[], RegExp]>([
    [["reprot"], /unknown verb 'reprot' \(Did you mean report\?\)/],
    [["frobnicate"], /unknown verb 'frobnicate' \(there are report, blame, sessions, verify, [a-z, ]+\)/],
    [["help", "frobnicate"], /unknown verb 'frobnicate'/],
    [[], /say what to do: report, blame, sessions, verify/],
    [["report", "--formt", "json"], /unknown option '--formt' \(Did you mean --format\?\)/],
    [["report", "--format", "xml"], /'xml' is invalid.*text, json/],
    [["report", "--since", "yesterdy"], /--since: 'yesterdy' is no date; did you mean yesterday\?/],
    [["report", "--until", "2026-02-30"], /--until: '2026-02-30' is no date; write 2026-11-22/],
    [["report", "--now", "soon"], /--now: 'soon'/],
    [["report", "--since", "today", "--until", "yesterday"], /--since must lie before --until/],
    [["report", "--since"], /argument missing/],
    [["report", "src"], /too many arguments/],
    [["blame"], /missing required argument 'path'/],
    [["verify", "--files", "0"], /--files <number>.*'0' is invalid. It must be a whole number, 1 or more/],
    [["verify", "--files", "many"], /'many' is invalid/],
    [["verify", "src"], /too many arguments/],
    [["sessions", "zz"], /no session's id begins with 'zz'/],
    [["report", "--since", "\u001b[31m\nred"], /red' is no date/],
  ])("%j", async (argv, message) => {
    const { status, stdout, stderr } = await call(argv);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^tokenworth: \P{Cc}*\n$/u);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});

describe("what the engine says", () => {
  test.each([2, 3] as const)("status %i is passed on with its message", async (status) => {
    const engine = {
      report: async () => ({ ok: false, status, message: "this is no repository;\ntry --all" }) as const,
    };
    const answer = await call(["report"], { engine });
    expect(answer).toMatchObject({
      status,
      stdout: "",
      stderr: "tokenworth: this is no repository; try --all\n",
    });
  });

  test("JSON is the report and stands alone", async () => {
    const { status, stdout, stderr } = await call(["report", "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual(fixture("typical"));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("JSON of one session and of a file", async () => {
    expect(JSON.parse((await call(["sessions", "1d0c", "--format", "json"])).stdout)).toMatchObject({
      schema: "tokenworth/session@1",
    });
    expect(JSON.parse((await call(["blame", "a.ts", "--format", "json"])).stdout)).toMatchObject({
      schema: "tokenworth/blame@1",
    });
  });
});

describe("what the engine is asked", () => {
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

  test("a report of this folder, without limits", async () => {
    const { asked } = await call(["report"]);
    expect(asked).toMatchObject([
      {
        verb: "report",
        question: {
          all: false,
          folder: "/home/ada/flower-shop",
          since: null,
          until: null,
          branch: null,
          includeInferred: false,
          now: Date.parse("2026-11-22T12:00:00Z"),
        },
      },
    ]);
  });

  test("every option arrives; a day as --until counts whole", async () => {
    const argv = "report --all --since 2026-11-01 --until 2026-11-03 --branch release --include-inferred";
    const { asked } = await call(argv.split(" "));
    expect(asked[0]?.question).toMatchObject({
      all: true,
      since: day("2026-11-01"),
      until: day("2026-11-04"),
      branch: "release",
      includeInferred: true,
    });
  });

  test("--now is the clock of relative dates", async () => {
    const { asked } = await call(["report", "--now", "2026-03-10T09:00:00Z", "--since", "yesterday"]);
    expect(asked[0]?.question).toMatchObject({
      now: Date.parse("2026-03-10T09:00:00Z"),
      since: day("2026-03-09"),
    });
  });

  test("blame of a path at a commit", async () => {
    const { asked } = await call(["blame", "src/cart.ts", "--rev", "v1"]);
    expect(asked).toMatchObject([{ verb: "blame", question: { path: "src/cart.ts", rev: "v1" } }]);
  });

  test("a check of some files, as the main line saw them", async () => {
    const { asked } = await call(["verify", "--files", "30", "--first-parent", "--branch", "release"]);
    expect(asked).toMatchObject([
      { verb: "verify", question: { files: 30, firstParent: true, branch: "release" } },
    ]);
    const plainly = await call(["verify"]);
    expect(plainly.asked[0]?.question).toMatchObject({ files: null, firstParent: false, branch: null });
  });

  test("one session by the beginning of its id, wherever it is", async () => {
    const { asked } = await call(["sessions", "2b7a"]);
    expect(asked[0]).toMatchObject({ verb: "report", question: { all: true } });
    expect(asked[1]).toMatchObject({
      verb: "session",
      question: { session: "2b7a9e31-77c4-4d3b-8f0e-000000000002" },
    });
  });

  test("an id that may be several names them", async () => {
    const { status, stderr } = await call(["sessions", "2"], { report: fixture("many") });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^tokenworth: '2' may be any of 2[^\n]+ and \d+ more; write more of the id\n$/);
  });
});

describe("a check", () => {
  const differing = (...causes: readonly MismatchCause[]): Partial<Engine> => ({
    verify: async () => ({
      ok: true,
      value: {
        ...allTheSame,
        same: 26_690,
        mismatches: causes.map((cause) => ({ path: "a", lines: 5, cause })),
      },
    }),
  });

  test.each<[MismatchCause[], number]>([
    [[], 0],
    [["rename", "rename"], 0],
    [["rename", "merge"], 1],
    [["hunk"], 1],
    [["other"], 1],
  ])("that finds %j ends with status %i", async (causes, status) => {
    for (const argv of [["verify"], ["verify", "--format", "json"]]) {
      const answer = await call(argv, { engine: differing(...causes) });
      expect(answer).toMatchObject({ status, stderr: "" });
      expect(answer.stdout).not.toBe("");
    }
  });
});

describe("interruption", () => {
  test("ends the waiting at once with status 130", async () => {
    const interrupt = new AbortController();
    const engine = { report: () => (interrupt.abort(), new Promise<never>(() => {})) };
    const answer = await call(["report"], { engine, signal: interrupt.signal });
    expect(answer).toMatchObject({
      status: 130,
      stdout: "",
      stderr: expect.stringMatching(/^Stopped\. Nothing is lost/),
    });
  });

  test("an engine that stops by throwing ends the same way", async () => {
    const interrupt = new AbortController();
    const engine = {
      report: async () => {
        interrupt.abort();
        throw new Error("stopped");
      },
    };
    expect(await call(["report"], { engine, signal: interrupt.signal })).toMatchObject({ status: 130 });
  });
});

describe("help", () => {
  test.each(verbs.map(({ name }) => name))("%s shows examples that are right themselves", async (verb) => {
    const { status, stdout, stderr } = await call([verb, "--help"], { columns: 80 });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const examples = [...stdout.matchAll(/^ {2}tokenworth (.+?) {2,}?# /gm)].map(([, line = ""]) => line);
    expect(examples.length).toBeGreaterThan(1);
    for (const line of examples) {
      const words = line.trim().match(/'[^']*'|\S+/g) ?? [];
      const argv = words.map((word) => word.replaceAll("'", "").replace("3f2a", "1d0c"));
      expect(await call(argv, { confirmed: true })).toMatchObject({ status: 0 });
    }
  });

  test("the program's own names every verb", async () => {
    const { status, stdout } = await call(["--help"]);
    expect(status).toBe(0);
    for (const { name: verb } of verbs) expect(stdout).toContain(verb);
    expect(stdout).not.toContain("--or-demo");
  });

  test("the version is the package's", async () => {
    const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
    expect(manifest.version).toBe(VERSION);
    expect((await call(["--version"])).stdout).toBe(`${VERSION}\n`);
  });
});
