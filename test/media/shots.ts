// Pictures of the panel in every theme and width: `node test/media/shots.ts <folder> [theme] [width]`. After a build.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { demoAnswers } from "./demo-answers.ts";
import { missingBrowser, openBrowser, openPanel } from "./harness.ts";
import { THEMES } from "./themes.ts";

const [folder, theme, width] = process.argv.slice(2);
if (folder === undefined || missingBrowser !== null) {
  process.stderr.write(`${missingBrowser ?? "usage: node test/media/shots.ts <folder> [theme] [width]"}\n`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
for (const shown of THEMES.filter((name) => theme === undefined || theme === name)) {
  for (const wide of [360, 800, 1400].filter((size) => width === undefined || width === String(size))) {
    const panel = await openPanel(browser, { answers: demoAnswers(), theme: shown, width: wide });
    await panel.page.screenshot({ path: join(folder, `${shown}-${wide}.png`), fullPage: true });
    for (const problem of panel.problems) process.stdout.write(`${shown} ${wide}: ${problem}\n`);
    await panel.close();
  }
}
await browser.close();
