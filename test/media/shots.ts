// Pictures of the panel in every theme and width, or of its odd states: `node test/media/shots.ts <folder> [theme] [width]`,
// where `states` may stand for a theme. After a build.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { demoAnswers } from "./demo-answers.ts";
import { missingBrowser, openBrowser, openPanel, type Opening } from "./harness.ts";
import { oddStates } from "./odd-states.ts";
import { THEMES } from "./themes.ts";

const [folder, theme, width] = process.argv.slice(2);
if (folder === undefined || missingBrowser !== null) {
  process.stderr.write(`${missingBrowser ?? "usage: node test/media/shots.ts <folder> [theme] [width]"}\n`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();

async function shoot(name: string, opening: Opening): Promise<void> {
  const panel = await openPanel(browser, opening);
  await panel.page.screenshot({ path: join(folder ?? "", `${name}.png`), fullPage: true });
  for (const problem of panel.problems) process.stdout.write(`${name}: ${problem}\n`);
  await panel.close();
}

const widths = [360, 800, 1400].filter((size) => width === undefined || width === String(size));
if (theme === "states")
  for (const [name, opening] of Object.entries(oddStates))
    await shoot(name, { width: Number(width ?? 800), height: 620, ...opening });
else
  for (const shown of THEMES.filter((name) => theme === undefined || theme === name))
    for (const wide of widths)
      await shoot(`${shown}-${wide}`, { answers: demoAnswers(), theme: shown, width: wide });
await browser.close();
