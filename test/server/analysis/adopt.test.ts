import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { adoptGone } from "../../../server/analysis/adopt.ts";
import type { FileEdit } from "../../../server/agents/agent.ts";
import { createFinder } from "../../../server/git/finder.ts";
import { createPrintEdit } from "../../../server/ingest/print-edit.ts";
import { createPrinter } from "../../../server/ledger/fingerprint.ts";
import type { EditFact } from "../../../server/ledger/facts.ts";
import { createFolder, createRepo } from "../../harness/repo.ts";

const printer = createPrinter(new Uint8Array(32).fill(3));
const printEdit = createPrintEdit(printer);
const cart =
  "export const cart = [];\nexport const add = (item) => cart.push(item);\nexport const size = 2;\n";

/** An edit of one file, as the ledger has it. */
function editOf(path: string, given: Partial<FileEdit>): EditFact {
  const file: FileEdit = {
    path,
    movedTo: null,
    change: "update",
    before: null,
    after: null,
    hunks: null,
    ...given,
  };
  const files = [printEdit(file)];
  return { agent: "an-agent", session: "one", key: path, at: 0, model: null, undone: false, files };
}

/** A repository with a cart, that a finder knows, and a folder beside it that is gone. */
async function shop(text = cart) {
  const folder = createFolder();
  onTestFinished(() => folder.dispose());
  const repo = createRepo(join(folder.path, "shop"));
  repo.write("src/cart.ts", text);
  repo.commit("Start");
  const finder = createFinder();
  await finder.of(repo.root);
  const gone = join(folder.path, "gone");
  return {
    repo,
    gone,
    /** The repository that a path of the folder that is gone is found in. */
    async adopts(...edits: EditFact[]): Promise<string | null> {
      await adoptGone(edits, finder, printer);
      const found = await finder.of(edits[0]?.files[0]?.path ?? "");
      return found === null || "error" in found ? null : found.root;
    },
  };
}

test("a removed worktree is known by what stood in a file that was edited in it", async () => {
  const { repo, gone, adopts } = await shop();
  repo.git("worktree", "add", "-q", "-b", "side", gone);
  repo.git("worktree", "remove", gone);
  const edit = editOf(join(gone, "src/cart.ts"), { before: cart, after: `${cart}more();\n` });
  expect(await adopts(edit)).toBe(repo.root);
});

test("by the lines around a change, where no more is known", async () => {
  const { repo, gone, adopts } = await shop();
  const lines = [
    "export const cart = [];",
    "export const add = (item) => cart.push(item);",
    "export const size = 2;",
  ];
  const hunks = [{ oldStart: null, lines: [...lines.map((line) => ` ${line}`), "+more();"] }];
  expect(await adopts(editOf(join(gone, "src/cart.ts"), { hunks }))).toBe(repo.root);
});

test("by a version of the file that another branch has, and by a new file that landed", async () => {
  const { repo, gone, adopts } = await shop();
  repo.git("switch", "-q", "-c", "side");
  repo.write("src/new.ts", "one();\ntwo();\nthree();\n");
  repo.commit("New");
  repo.git("switch", "-q", "main");
  const made = { change: "create", before: "", after: "one();\ntwo();\nthree();\n" } as const;
  expect(await adopts(editOf(join(gone, "src/new.ts"), made))).toBe(repo.root);
});

test("a folder above the checkouts may be gone, too", async () => {
  const { repo, gone, adopts } = await shop();
  const edit = editOf(join(gone, "deep/checkout/src/cart.ts"), { before: cart, after: `${cart}more();\n` });
  expect(await adopts(edit)).toBe(repo.root);
});

test("a folder that merely looks alike is nobody's", async () => {
  const { gone, adopts } = await shop();
  const others = cart.replace("cart = []", "cart = new Map()");
  expect(
    await adopts(editOf(join(gone, "src/cart.ts"), { before: others, after: `${others}more();\n` })),
  ).toBeNull();
  expect(
    await adopts(editOf(join(gone, "lib/cart.ts"), { before: cart, after: `${cart}more();\n` })),
  ).toBeNull();
});

test("nor is one of which too little is known", async () => {
  const { gone, adopts } = await shop();
  const hunks = [{ oldStart: null, lines: [" export const size = 2;", "+more();"] }];
  expect(await adopts(editOf(join(gone, "src/cart.ts"), { hunks }))).toBeNull();
});

test("a folder that is there, but in no repository, stays outside", async () => {
  const { repo, adopts } = await shop();
  const copy = join(repo.root, "../copy");
  createRepo(copy).write("src/cart.ts", cart);
  rmSync(join(copy, ".git"), { recursive: true });
  expect(
    await adopts(editOf(join(copy, "src/cart.ts"), { before: cart, after: `${cart}more();\n` })),
  ).toBeNull();
});
