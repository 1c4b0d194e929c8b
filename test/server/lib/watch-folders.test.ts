// Real folders, watched by the system's own means.
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchFolder } from "../../../server/lib/watch-folders.ts";
import { createFolder } from "../../harness/repo.ts";

/** Watches `logs` in a folder of its own; `told` resolves once a change was told since it was called. */
function watched(prepare: (root: string) => void = () => {}) {
  const { path: root, dispose } = createFolder();
  prepare(root);
  let tell: (() => void) | null = null;
  let count = 0;
  const watch = watchFolder(join(root, "logs"), {
    matters: (path) => path.endsWith(".jsonl"),
    enter: (path) => !path.endsWith("ignored"),
    onChange: () => {
      count++;
      tell?.();
    },
  });
  onTestFinished(() => {
    watch.close();
    dispose();
  });
  const put = (path: string): void => writeFileSync(join(root, path), "x\n", { flag: "a" });
  return {
    root,
    put,
    make: (path: string) => void mkdirSync(join(root, path), { recursive: true }),
    count: () => count,
    close: watch.close,
    /** Whether something is told once this has been done; waits for it. */
    told(change: () => void): Promise<boolean> {
      return new Promise((resolve) => {
        const patience = setTimeout(resolve, 5_000, false);
        tell = () => {
          clearTimeout(patience);
          resolve(true);
        };
        change();
      });
    },
  };
}

/** Once this has been told, all that came before it has been. */
const settled = (one: ReturnType<typeof watched>): Promise<boolean> =>
  one.told(() => one.put("logs/after.jsonl"));

const withLogs = (root: string): void => void mkdirSync(join(root, "logs/p/deep"), { recursive: true });

test("a file is made, grows and goes, at any depth", async () => {
  const one = watched(withLogs);
  expect(await one.told(() => one.put("logs/p/deep/a.jsonl"))).toBe(true);
  await settled(one);
  expect(await one.told(() => one.put("logs/p/deep/a.jsonl"))).toBe(true);
  await settled(one);
  expect(await one.told(() => rmSync(join(one.root, "logs/p/deep/a.jsonl")))).toBe(true);
});

test("what does not matter is not told, nor what lies in a folder that is not entered", async () => {
  const one = watched((root) => {
    withLogs(root);
    mkdirSync(join(root, "logs/ignored"));
  });
  one.put("logs/p/a.txt");
  one.put("logs/ignored/b.jsonl");
  await settled(one);
  await settled(one);
  // Each of both: made and written.
  expect(one.count()).toBeLessThanOrEqual(4);
});

test("a folder that is made later is watched, with what was put into it at once", async () => {
  const one = watched(withLogs);
  expect(
    await one.told(() => {
      one.make("logs/new/deeper");
      one.put("logs/new/deeper/a.jsonl");
    }),
  ).toBe(true);
  await settled(one);
  expect(await one.told(() => one.put("logs/new/deeper/a.jsonl"))).toBe(true);
});

test("a folder that is moved in is watched", async () => {
  const one = watched(withLogs);
  one.make("elsewhere/deep");
  expect(await one.told(() => renameSync(join(one.root, "elsewhere"), join(one.root, "logs/moved")))).toBe(
    true,
  );
  await settled(one);
  expect(await one.told(() => one.put("logs/moved/deep/a.jsonl"))).toBe(true);
});

test("a folder that is not there yet is awaited, however much of the way is missing", async () => {
  const one = watched();
  expect(
    await one.told(() => {
      one.make("logs");
      one.put("logs/a.jsonl");
    }),
  ).toBe(true);
  await settled(one);
  expect(await one.told(() => rmSync(join(one.root, "logs"), { recursive: true }))).toBe(true);
  expect(await one.told(() => one.make("logs/again"))).toBe(true);
  expect(await one.told(() => one.put("logs/again/a.jsonl"))).toBe(true);
});

test("a folder that is taken away and made again at once is watched on, at any depth", async () => {
  const one = watched(withLogs);
  for (const folder of ["logs/p/deep", "logs/p", "logs"]) {
    const again = (): void => {
      rmSync(join(one.root, folder), { recursive: true });
      one.make("logs/p/deep");
    };
    expect(await one.told(again)).toBe(true);
    await settled(one);
    await settled(one);
    expect(await one.told(() => one.put("logs/p/deep/a.jsonl"))).toBe(true);
    await settled(one);
  }
});

test("so is one behind a link, and a folder above one that is awaited", async () => {
  const one = watched((root) => {
    withLogs(root);
    mkdirSync(join(root, "other/deep"), { recursive: true });
    symlinkSync(join(root, "other"), join(root, "logs/link"));
  });
  const again = (folder: string) => (): void => {
    rmSync(join(one.root, folder), { recursive: true });
    one.make(folder);
  };
  expect(await one.told(again("other"))).toBe(true);
  await settled(one);
  expect(await one.told(() => one.put("other/a.jsonl"))).toBe(true);

  const awaited = createFolder();
  mkdirSync(join(awaited.path, "above"));
  let tell = (): void => {};
  const watch = watchFolder(join(awaited.path, "above/logs"), {
    matters: () => true,
    enter: () => true,
    onChange: () => tell(),
  });
  onTestFinished(() => {
    watch.close();
    awaited.dispose();
  });
  const told = (change: () => void): Promise<void> =>
    new Promise((resolve) => {
      tell = resolve;
      change();
    });
  await told(() => {
    rmSync(join(awaited.path, "above"), { recursive: true });
    mkdirSync(join(awaited.path, "above"));
  });
  await told(() => mkdirSync(join(awaited.path, "above/logs")));
});

test("a link to a folder counts as one, and one that leads back does no harm", async () => {
  const one = watched((root) => {
    withLogs(root);
    mkdirSync(join(root, "other"));
    symlinkSync(join(root, "other"), join(root, "logs/link"));
    symlinkSync(join(root, "logs"), join(root, "logs/p/back"));
  });
  expect(await one.told(() => one.put("other/a.jsonl"))).toBe(true);
});

test("once closed, nothing is told", async () => {
  const one = watched(withLogs);
  const other = watchFolder(join(one.root, "logs"), {
    matters: () => true,
    enter: () => true,
    onChange: () => expect.unreachable(),
  });
  other.close();
  await settled(one);
});
