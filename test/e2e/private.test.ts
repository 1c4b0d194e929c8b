// What lies in the data folder tells no word of any source, prompt, answer, command, name or address. (issue 3)
import { createHash, createHmac, getHashes } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPrinter } from "../../server/ledger/fingerprint.ts";
import { harmIn, say } from "../harness/command-line.ts";
import { actorIn, steps } from "../harness/random-story.ts";
import { FIRST } from "../harness/short-story.ts";
import type { Hand } from "../harness/story-agent.ts";
import { openStory, type Story } from "../harness/story.ts";
import { bytesUnder, inventWord, wordsIn } from "../harness/words-in-bytes.ts";

let story: Story;
let own: string;
let invented = 0;
const lines: string[] = [];
const words = (count: number): string =>
  Array.from({ length: count }, () => inventWord(invented++)).join(" ");
const source = (count: number): string[] => {
  const more = Array.from(
    { length: count },
    () => `  const ${words(1)} = ${words(1)}(${words(1)}, "${words(2)}");`,
  );
  lines.push(...more);
  return more;
};

/** Records of every kind that holds text and is no edit, and some that are broken. */
function chatter(hand: Hand): void {
  const frame = () => ({
    sessionId: hand.id,
    cwd: story.repo,
    timestamp: story.clock.stamp(),
    uuid: words(1).replace(/^.{8}/, "uuid-"),
  });
  const put = (record: object, cut = 0): void => {
    const text = JSON.stringify({ ...frame(), ...record });
    appendFileSync(hand.file, `${text.slice(0, text.length - cut)}\n`);
  };
  const usage = { input_tokens: 5, output_tokens: 5 };
  const command = {
    type: "tool_use",
    id: "toolu_bash",
    name: "Bash",
    input: { command: `sed -i s/${words(1)}/x/ ${words(1)}`, description: words(3) },
  };
  const thinking = { type: "thinking", thinking: words(20), signature: words(1) };
  put({
    type: "assistant",
    requestId: "req_x",
    message: {
      id: "msg_x",
      model: "claude-opus-4-5",
      role: "assistant",
      content: [thinking, command],
      usage,
      stop_reason: null,
    },
  });
  put({
    type: "user",
    message: {
      role: "user",
      content: [{ type: "tool_result", tool_use_id: "toolu_bash", content: words(30) }],
    },
    toolUseResult: { stdout: words(30), stderr: words(3) },
  });
  put({ type: "summary", summary: words(10), leafUuid: "x" });
  put({ type: "attachment", attachment: { content: words(5), name: words(1) } });
  put({ type: "unheard-of", [words(1)]: words(4), usage: words(1) });
  put({ type: "user", message: { role: "user", content: words(40) } }, 9);
  appendFileSync(hand.file, `"toolUseResult" ${words(3)}\n`);
  const failed = {
    type: "tool_use",
    id: "toolu_failed",
    name: "Edit",
    input: { file_path: `${story.repo}/src/app.ts`, old_string: source(1)[0], new_string: source(1)[0] },
  };
  put({
    type: "assistant",
    requestId: "req_y",
    message: {
      id: "msg_y",
      model: "claude-opus-4-5",
      role: "assistant",
      content: [failed],
      usage,
      stop_reason: "tool_use",
    },
  });
  put({
    type: "user",
    message: {
      role: "user",
      content: [
        {
          type: "tool_result",
          tool_use_id: "toolu_failed",
          is_error: true,
          content: `<tool_use_error>${words(3)}`,
        },
      ],
    },
    toolUseResult: `Error: ${words(4)}`,
  });
}

beforeAll(async () => {
  story = openStory();
  own = join(dirname(story.home), "own");
  story.git("config", "user.signingKey", words(1));
  const hands = [story.agent("claude-code"), story.agent("codex")];
  for (let round = 0; round < 12; round++)
    for (const hand of hands) {
      hand.prompt(words(30)).say(words(30));
      hand.change("src/app.ts", { at: round, remove: round % 3, add: source(8) });
      hand.create(`src/${hand.agent}-${round}.ts`, source(6));
      if (hand.agent === "claude-code") chatter(hand);
      if (round % 2 === 0) story.person.change("src/store.ts", { at: 1, add: source(2) });
      story.git("add", "-A");
      const name = words(1);
      story.git(
        "commit",
        "-q",
        "--author",
        `${name} ${words(1)} <${name}@${words(1)}.example>`,
        "-m",
        words(6),
        "-m",
        words(12),
      );
      story.clock.wait(3);
    }
  hands[0]?.prompt(words(5)).change("src/app.ts", { add: source(9) });
  for (const one of fc.sample(steps, { numRuns: 4, seed: 7 })) one.forEach(actorIn(story));
}, 120_000);
afterAll(() => story.close());

/** Whoever starts it lets everybody read new files: ours are still the user's alone. */
const CARELESS = ["sh", "-c", 'umask 0; exec "$@"', "sh"];

function ask(...argv: string[]): void {
  const env = { HOME: story.home, TOKENWORTH_HOME: own };
  const { status, stdout, stderr } = say(argv, { cwd: story.repo, env, through: CARELESS });
  expect({ argv, status, stderr }).toEqual({ argv, status: 0, stderr: "" });
  // A report tells of paths, sessions and figures; the source of a file that is asked for is shown from the file itself.
  expect(argv[0] === "blame" && !argv.includes("json") ? [] : wordsIn(Buffer.from(stdout))).toEqual([]);
  expect(harmIn(stdout)).toBeNull();
}

/** Where words were found, and in which forms. */
const found = (folder: string): string[] =>
  [...bytesUnder(folder)].flatMap(({ name, bytes }) => wordsIn(bytes).map((form) => `${name} (${form})`));

test(
  "no word is in the data folder, while the ledger is written and after it, and no file of it is anyone else's",
  { timeout: 120_000 },
  () => {
    ask("report", "--all", "--format", "json");
    // As long as somebody reads, what was written lately stays in a file of its own.
    const reader = new DatabaseSync(join(own, "ledger.sqlite"), { readOnly: true });
    reader.exec("BEGIN; SELECT count(*) FROM sources");
    story
      .agent("claude-code")
      .prompt(words(9))
      .change("src/app.ts", { add: source(9) });
    ask("report");
    ask("sessions", FIRST);
    ask("blame", "src/app.ts");
    ask("blame", "src/app.ts", "--rev", "main", "--format", "json");
    ask("verify");
    expect(readdirSync(own)).toEqual(
      expect.arrayContaining(["key", "ledger.sqlite", "ledger.sqlite-shm", "ledger.sqlite-wal"]),
    );
    const derived = new DatabaseSync(join(own, "ledger.sqlite"), { readOnly: true });
    expect(derived.prepare("SELECT count(*) AS n FROM derived").get()).not.toEqual({ n: 0 });
    derived.close();
    expect(found(own)).toEqual([]);
    for (const name of readdirSync(own))
      expect({ name, mode: statSync(join(own, name)).mode & 0o777 }).toEqual({ name, mode: 0o600 });
    expect(statSync(own).mode & 0o777).toBe(0o700);
    reader.close();
    expect(found(own)).toEqual([]);
  },
);

test("nor is a line of anyone's, nor the name and address in every commit", () => {
  const bytes = Buffer.concat([...bytesUnder(own)].map((one) => one.bytes));
  const texts = [...story.book.authors.keys(), "Someone", "someone@example"].filter(
    (text) => text.length > 6,
  );
  expect(texts.length).toBeGreaterThan(300);
  for (const text of texts) {
    const start = text.slice(0, 16);
    expect([bytes.includes(start), bytes.includes(Buffer.from(start, "utf16le"))]).toEqual([false, false]);
  }
});

test("without the key, a dictionary confirms no line; with it, prints are found", () => {
  const bytes = Buffer.concat(
    [...bytesUnder(own)].filter(({ name }) => name !== "key").map((one) => one.bytes),
  );
  const chosen = lines.filter((_, i) => i % 12 === 0);
  const printer = createPrinter(readFileSync(join(own, "key")));
  const printed = chosen.filter((line) => {
    const print = Buffer.alloc(6);
    print.writeUIntBE(printer.line(line).text, 0, 6);
    return bytes.includes(print);
  });
  expect(printed.length).toBeGreaterThan(chosen.length / 2);
  const keys = [Buffer.alloc(0), Buffer.alloc(32), Buffer.from("tokenworth"), Buffer.from(own)];
  const hashes = ["md5", "sha1", "sha256", "sha512", "sha3-256", "blake2b512"].filter((name) =>
    getHashes().includes(name),
  );
  const guesses = chosen.flatMap((line) =>
    [line, line.replaceAll(/\s/g, ""), line.trim(), `${line}\n`].flatMap((text) => [
      ...hashes.map((name) => createHash(name).update(text).digest()),
      ...keys.map((key) => createHmac("sha256", key).update(text).digest()),
    ]),
  );
  expect(guesses.length).toBeGreaterThan(500);
  expect(guesses.filter((guess) => bytes.includes(guess.subarray(0, 6)))).toEqual([]);
});

test("nor in what is set aside when the ledger is damaged", () => {
  const path = join(own, "ledger.sqlite");
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(7, 0, 4000));
  const env = { HOME: story.home, TOKENWORTH_HOME: own };
  expect(say(["report", "--all"], { cwd: story.repo, env })).toMatchObject({
    status: 0,
    stderr: expect.stringContaining("set aside"),
  });
  const names = readdirSync(own, { recursive: true, encoding: "utf8" });
  expect(names.filter((name) => name.includes("set-aside")).length).toBeGreaterThan(1);
  expect(found(own)).toEqual([]);
  for (const name of names) expect(statSync(join(own, name)).mode & 0o077).toBe(0);
});

test("words that are there are found, in every form", () => {
  expect(found(join(story.home, ".claude")).length).toBeGreaterThan(0);
  const word = inventWord(1234);
  const forms = [
    word,
    word.toUpperCase(),
    Buffer.from(word, "utf16le"),
    Buffer.from(word, "utf16le").swap16(),
    Buffer.from(word).toString("hex"),
  ];
  const base64 = ["", "a", "ab"].map((before) => Buffer.from(`${before}${word} and more`).toString("base64"));
  for (const form of [...forms, ...base64, [...word].reverse().join("")])
    expect(wordsIn(Buffer.from(form)).length).toBeGreaterThan(0);
  const database = new DatabaseSync(join(story.home, "packed.sqlite"));
  database.exec("CREATE TABLE t (value BLOB)");
  database.prepare("INSERT INTO t VALUES (?)").run(gzipSync(word.repeat(3)));
  database.close();
  expect(found(story.home)).toEqual(expect.arrayContaining(["packed.sqlite: t (utf-8)"]));
});
