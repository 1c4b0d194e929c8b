import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createEngine } from "../../../server/engine/create-engine.ts";
import { asOrdinaryUser } from "../../harness/ordinary-user.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "wire-test-"));
  mkdirSync(join(home, "claude/projects/p"), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true }));

const engine = () =>
  createEngine({ HOME: home, CLAUDE_CONFIG_DIR: join(home, "claude"), TOKENWORTH_HOME: join(home, "own") });

const question = (signal: AbortSignal) => ({
  folder: home,
  now: Date.parse("2026-01-01T00:00:00Z"),
  branch: null,
  includeInferred: false,
  since: null,
  until: null,
  all: true,
  onProgress: () => {},
  onNotice: () => {},
  signal,
});

const write = (name: string): string => {
  const path = join(home, "claude/projects/p", name);
  const message = { id: "m", model: "claude-sonnet-4-5", usage: { input_tokens: 1, output_tokens: 1 } };
  const record = { type: "assistant", sessionId: "s", timestamp: "2025-12-01T00:00:00Z", message };
  writeFileSync(path, `${JSON.stringify(record)}\n`);
  return path;
};

test("a question that was stopped while logs were read has no answer", async () => {
  write("s.jsonl");
  const stop = new AbortController();
  const asked = engine().report({ ...question(stop.signal), onProgress: () => stop.abort() });
  await expect(asked).rejects.toThrow(/aborted/);
  expect(await engine().report(question(new AbortController().signal))).toMatchObject({
    ok: true,
    value: { coverage: { sessions: 1, requests: 1 } },
  });
});

const pictured = (signal: AbortSignal) => ({
  ...question(signal),
  folders: [],
  withGit: true,
  resume: false,
});

test("what is erased elsewhere while a picture is drawn is in no picture", async () => {
  write("s.jsonl");
  const { signal } = new AbortController();
  const forgetting = {
    ...question(signal),
    resume: true,
    asked: { what: "everything" },
    erase: true,
  } as const;
  let erased: Promise<unknown> | undefined;
  const drawn = await engine().picture(
    {
      ...pictured(signal),
      onProgress: ({ doing }) => {
        if (doing === "Following lines") erased ??= engine().forget(forgetting);
      },
    },
    () => {},
  );
  await erased;
  expect(drawn).toEqual({ ok: true, value: null });
});

test("after everything was erased, asking for more to be erased reads nothing, unless it is to", async () => {
  write("s.jsonl");
  const { signal } = new AbortController();
  const forgetting = { ...question(signal), resume: false } as const;
  await engine().forget({ ...forgetting, asked: { what: "everything" }, erase: true });
  const agent = { what: "agent", name: "claude-code" } as const;
  const known = await engine().forget({ ...forgetting, asked: agent, erase: false });
  expect(known).toMatchObject({ ok: true, value: { sessions: 0, requests: 0 } });
  expect(await engine().picture(pictured(signal), () => {})).toEqual({ ok: true, value: null });
  const read = await engine().forget({ ...forgetting, resume: true, asked: agent, erase: false });
  expect(read).toMatchObject({ ok: true, value: { sessions: 1, requests: 1 } });
});

test("a log that could not be opened is named in the report", async () => {
  const path = write("s.jsonl");
  chmodSync(path, 0);
  const asked = () => engine().report(question(new AbortController().signal));
  expect(await asOrdinaryUser(home, asked)).toMatchObject({
    ok: true,
    value: { coverage: { unreadable: [{ path, reason: "EACCES" }] } },
  });
});
