// What the extension takes of VS Code's start, as VS Code itself says it: node bench/activation/index.ts. After
// `npm run package`; in the test host, several windows, each with an extension host of its own.
import { openHost, type TestHost } from "../../test/harness/host.ts";
import { openLiveStory } from "../../test/harness/live-story.ts";
import { runCommand, whenStatusShows } from "../../test/harness/workbench.ts";
import { median, print } from "../figures.ts";

const WINDOWS = 5;
const OWN = "Tokenworth";

/** By extension: milliseconds to load its code and call it. */
async function activationsIn(host: TestHost, folder: string): Promise<ReadonlyMap<string, number>> {
  const page = await host.open(folder);
  await whenStatusShows(page, /\$\d/);
  await runCommand(page, "Developer: Show Running Extensions");
  const rows = page.locator(".monaco-modal-editor-block .monaco-list-row");
  await rows.filter({ hasText: OWN }).waitFor();
  const said = await rows.allInnerTexts();
  await page.context().close();
  return new Map(
    said.map((text) => [
      text.split("\n")[0] ?? "",
      Number(/Activation: (\d+)ms/.exec(text)?.[1] ?? Number.NaN),
    ]),
  );
}

const story = openLiveStory();
story.agent("claude-code").prompt().change("src/app.ts", { add: 3 });
const host = await openHost({ home: story.home, data: story.data, env: story.env });
try {
  const own: number[] = [];
  const others: number[] = [];
  for (let i = 0; i < WINDOWS; i++)
    for (const [name, ms] of await activationsIn(host, story.repo))
      if (!Number.isNaN(ms)) (name.startsWith(OWN) ? own : others).push(ms);
  console.log("activation");
  print({
    name: "loading and calling the extension",
    value: median(own),
    unit: " ms",
    target: 50,
    note: own.join(", "),
  });
  if (others.length > 0)
    print({
      name: "the same of an extension of VS Code's own",
      value: median(others),
      unit: " ms",
      note: `of ${others.length}`,
    });
} finally {
  await host.stop();
  story.close();
}
