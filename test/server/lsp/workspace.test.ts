import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { realFolders } from "../../../server/lsp/workspace.ts";

test("folders that lie on no disk are none of the workspace's: nothing is told of them", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "workspace-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const uris = ["vscode-vfs://github/ada/shop", pathToFileURL(folder).href, "untitled:one", "no uri"];
  expect(realFolders(uris)).toEqual([folder]);
});
