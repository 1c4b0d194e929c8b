// Draws media/icons/tokenworth.png from the SVG beside it, in the browser: `node build/icons.ts`. The Marketplace takes no SVG.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { findChromium } from "./host/chromium.ts";

const SIZE = 256;
const folder = "media/icons";
const browser = await chromium.launch({
  executablePath: findChromium() ?? "",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
await page.setContent(`<style>body { margin: 0 }</style>${readFileSync(`${folder}/tokenworth.svg`, "utf8")}`);
writeFileSync(`${folder}/tokenworth.png`, await page.screenshot({ omitBackground: true }));
await browser.close();
