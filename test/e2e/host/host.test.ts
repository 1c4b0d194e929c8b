// The host that the other tests stand on is as strict as VS Code on the desktop, and has our package in it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { codeServerIn, hostFolder } from "../../../build/host/place.ts";
import { checksProposedApi } from "../../../build/host/proposed-api.ts";
import { hasHost, openHost, type TestHost } from "../../harness/host.ts";
import { typeInTerminal } from "../../harness/workbench.ts";
import { openStory, type Story } from "../../harness/story.ts";

describe.skipIf(!hasHost)("the host", () => {
  let story: Story;
  let host: TestHost;
  let page: Page;
  beforeAll(async () => {
    story = openStory();
    host = await openHost({ home: story.home, data: join(story.home, "own") });
    page = await host.open(story.repo);
    return async () => {
      await host.stop();
      story.close();
    };
  });

  test("has our package in it", () => {
    const installed = readdirSync(join(host.state.folder, "extensions"));
    expect(installed).toContainEqual(expect.stringMatching(/^tokenworth\.tokenworth-\d/));
  });

  test("shows a window", async () => {
    expect(await page.title()).toContain("repo");
  });

  test("has a terminal with a real shell", async () => {
    await typeInTerminal(page, 'echo "$HOME" > written-by-hand');
    const file = join(story.repo, "written-by-hand");
    await expect.poll(() => existsSync(file) && readFileSync(file, "utf8")).toBe(`${story.home}\n`);
  });

  test("knows no proposed API", () => {
    expect(checksProposedApi(codeServerIn(hostFolder()))).toBe(true);
  });
});
