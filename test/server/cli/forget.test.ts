import { describe, expect, test } from "vitest";
import { call } from "./cli-harness.ts";

const erasures = (asked: Awaited<ReturnType<typeof call>>["asked"]): boolean[] =>
  asked.flatMap((one) => (one.verb === "forget" ? [one.question.erase] : []));

describe("forget", () => {
  test("says what, asks, and erases after a yes", async () => {
    const { status, stdout, stderr, asked } = await call(["forget", "--agent", "codex"], { confirmed: true });
    expect(stderr).toBe(
      [
        "This erases what was recorded of codex (3 sessions, 120 requests, 45 edits, 5",
        "May – 9 Oct 2026). The agents' own logs stay where they are, and this is not",
        "read from them again. It can't be undone.",
        "Erase it?",
        "",
      ].join("\n"),
    );
    expect(stdout).toMatch(/^Erased: what was recorded of codex/);
    expect({ status, erased: erasures(asked) }).toEqual({ status: 0, erased: [false, true] });
  });

  test("erases nothing after a no", async () => {
    const { status, stdout, stderr, asked } = await call(["forget"], { confirmed: false });
    expect(stderr).toMatch(
      /everything that was recorded [^]*2 logs told that the agents have deleted[^]*nothing was erased\n$/,
    );
    expect({ status, stdout, erased: erasures(asked) }).toEqual({ status: 1, stdout: "", erased: [false] });
  });

  test("erases nothing where nobody can be asked", async () => {
    const { status, stderr, asked } = await call(["forget"]);
    expect({ status, erased: erasures(asked) }).toEqual({ status: 2, erased: [false] });
    expect(stderr).toMatch(/--yes erases without a question\n$/);
  });

  test("--yes does not ask", async () => {
    const { status, stderr, asked } = await call([
      "forget",
      "--repository",
      ".",
      "--yes",
      "--format",
      "json",
    ]);
    expect({ status, stderr, erased: erasures(asked) }).toEqual({
      status: 0,
      stderr: "",
      erased: [false, true],
    });
    expect(asked[0]?.question).toMatchObject({
      asked: { what: "repository", name: "/home/ada/flower-shop" },
    });
  });

  test("wants one thing at a time", async () => {
    const { status, stderr } = await call(["forget", "--agent", "codex", "--session", "3f2a", "--yes"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "tokenworth: say one of --repository, --agent and --session\n",
    });
  });

  test("has nothing to do where nothing is recorded", async () => {
    const nothing = { sessions: 0, requests: 0, edits: 0, first: null, last: null, logsGone: 0 };
    const engine = {
      forget: async () =>
        ({
          ok: true,
          value: { schema: "tokenworth/forget@1", what: "session", name: "x", erased: false, ...nothing },
        }) as const,
    };
    const { status, stdout, stderr } = await call(["forget", "--session", "x"], { engine });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: "There is nothing to erase: nothing is recorded of session x.\n",
      stderr: "",
    });
  });
});
