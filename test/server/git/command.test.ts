// How long git is waited for, and how much of a file is taken for text.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createBlobReader } from "../../../server/git/blobs.ts";
import { LARGEST_TEXT, run, stream } from "../../../server/git/command.ts";
import { readCommits } from "../../../server/git/commits.ts";
import { createFolder, createRepo, openRepository, type TestRepo } from "../../harness/repo.ts";

let folder: ReturnType<typeof createFolder>;
let repo: TestRepo;
beforeEach(() => {
  folder = createFolder();
  repo = createRepo(join(folder.path, "r"));
  repo.write("a.ts", "one\n");
  repo.commit("first");
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.dispose();
});

async function bytesOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe.skipIf(process.platform === "win32")("git that says nothing", () => {
  const quick = { silenceMs: 300 };

  test("since a pipe stands where it looks for a file, is given up", async () => {
    rmSync(join(repo.root, ".git/HEAD"));
    execFileSync("mkfifo", [join(repo.root, ".git/HEAD")]);
    const answer = await run({ folder: repo.root }, ["rev-parse", "HEAD"], quick);
    expect(answer).toMatchObject({ error: expect.stringMatching(/timeout/i) });
  });

  test("in the midst of an answer is given up, and is waited for as long as it goes on", async () => {
    const put = (script: string): void => {
      mkdirSync(join(folder.path, "bin"), { recursive: true });
      writeFileSync(join(folder.path, "bin/git"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    };
    vi.stubEnv("PATH", `${join(folder.path, "bin")}:${process.env["PATH"]}`);
    put("echo some; exec sleep 1000");
    await expect(bytesOf(stream({ folder: repo.root }, ["log"], quick))).rejects.toThrow("said nothing");
    put("for i in 1 2 3 4 5 6; do echo $i; sleep 0.1; done");
    expect((await bytesOf(stream({ folder: repo.root }, ["log"], quick))).toString()).toBe(
      "1\n2\n3\n4\n5\n6\n",
    );
  });

  test("a reader that takes its time is not git's silence", async () => {
    const bytes: Buffer[] = [];
    for await (const chunk of stream({ folder: repo.root }, ["log"], quick)) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      bytes.push(chunk);
    }
    expect(Buffer.concat(bytes).toString()).toContain("first");
  });
});

test("a file larger than any text is as good as binary", { timeout: 60_000 }, async () => {
  repo.write("large.ts", Buffer.alloc(LARGEST_TEXT + 1, "a line of text\n"));
  repo.write("small.ts", "one\n");
  const id = repo.commit("large");
  const repository = await openRepository(repo.root);
  const commits = [];
  for await (const commit of readCommits(repository, [repo.git("rev-parse", "HEAD~1"), id]))
    commits.push(commit);
  expect(commits[1]?.files).toMatchObject([
    { path: "large.ts", opaque: true, hunks: [] },
    { path: "small.ts", opaque: false },
  ]);
  const blobs = createBlobReader(repository);
  expect(await blobs.read(repo.git("rev-parse", "HEAD:large.ts"))).toBeNull();
  expect((await blobs.read(repo.git("rev-parse", "HEAD:small.ts")))?.toString()).toBe("one\n");
  blobs.close();
});
