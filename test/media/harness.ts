// The built panel in a real browser, under the policy that the editor gives it, with a host whose answers are functions.
import { readFileSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import { findChromium } from "../../build/host/chromium.ts";
import type { Filter, Status } from "../../server/protocol/panel.ts";
import type { FromPanel, Surroundings, ToPanel } from "../../server/protocol/webview.ts";
import { pageOf, type Theme } from "./themes.ts";

const executablePath = findChromium();

/** Why no browser can be had; null where there is one. */
export const missingBrowser = executablePath === null ? "there is no Chromium" : null;

/** Nothing is reachable from it. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executablePath ?? "",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--host-resolver-rules=MAP * ~NOTFOUND",
    ],
  });

/** Answers `tokenworth/...` requests; throws for an error. */
export type Answers = (method: string, params: never) => unknown;

export type Opening = {
  readonly answers: Answers;
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly filter?: Filter | null;
  readonly status?: Status | null;
  readonly surroundings?: Partial<Surroundings>;
  readonly texts?: Readonly<Record<string, string>>;
  readonly locale?: string;
  readonly timeZone?: string;
  /** Runs in the page before its own script. */
  readonly script?: () => void;
  /** The system's few colours in place of the theme's. */
  readonly forcedColors?: boolean;
};

export type OpenedPanel = {
  readonly page: Page;
  /** Everything but questions that the panel has sent. */
  readonly sent: readonly FromPanel[];
  /** The methods that it has asked for, in order. */
  readonly asked: readonly string[];
  readonly tell: (message: ToPanel) => Promise<void>;
  /** Errors of scripts, and what the policy has refused. */
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
};

const address = "http://panel.test";

const policy = [
  "default-src 'none'",
  "script-src 'nonce-n0nce'",
  `style-src ${address}`,
  `font-src ${address}`,
  `img-src ${address} data: blob:`,
].join("; ");

const html = (classes: string): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="stylesheet" href="${address}/theme.css"><link rel="stylesheet" href="${address}/panel.css">
<title>Tokenworth</title></head>
<body class="${classes}"><main></main><script nonce="n0nce" src="${address}/panel.js"></script></body></html>`;

async function serve(page: Page, theme: Theme): Promise<void> {
  const { variables, classes } = pageOf(theme);
  const files: Readonly<Record<string, { contentType: string; body: string }>> = {
    "/": { contentType: "text/html", body: html(classes) },
    "/theme.css": { contentType: "text/css", body: `:root { ${variables} }` },
    "/panel.css": { contentType: "text/css", body: readFileSync("dist/panel.css", "utf8") },
    "/panel.js": { contentType: "text/javascript", body: readFileSync("dist/panel.js", "utf8") },
  };
  await page.route("**/*", (route) => {
    const file = files[new URL(route.request().url()).pathname];
    return file === undefined ? route.abort() : route.fulfill(file);
  });
}

/** Changes the theme while the panel is open, as the editor does: other values, another class of the body. */
export async function changeTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(({ variables, classes }) => {
    document.documentElement.style.cssText = variables;
    document.body.className = classes;
  }, pageOf(theme));
  // What is drawn from the theme is drawn again by then.
  await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
}

/** Opens the panel and waits until its cards, or what stands in their place, are drawn. */
export async function openPanel(browser: Browser, opening: Opening): Promise<OpenedPanel> {
  const { answers, theme = "dark", width = 1400, height = 900 } = opening;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: "reduce",
    timezoneId: opening.timeZone ?? "UTC",
    forcedColors: opening.forcedColors ? "active" : "none",
  });
  const page = await context.newPage();
  const sent: FromPanel[] = [];
  const asked: string[] = [];
  const problems: string[] = [];
  const tell = (message: ToPanel): Promise<void> =>
    page
      .evaluate((data) => window.postMessage(data, "*"), message)
      .catch((problem: unknown) => {
        // An answer on its way when the panel is closed has nobody to go to.
        if (!page.isClosed()) throw problem;
      });
  const begin = (): Promise<void> =>
    tell({
      kind: "begin",
      filter: opening.filter ?? null,
      texts: opening.texts ?? {},
      locale: opening.locale ?? "en",
      status: opening.status ?? null,
      surroundings: { server: "running", virtual: false, remote: null, ...opening.surroundings },
    });
  const answer = async ({ id, method, params }: Extract<FromPanel, { kind: "ask" }>): Promise<void> => {
    asked.push(method);
    try {
      await tell({ kind: "answer", id, ok: true, value: await answers(method, params as never) });
    } catch (problem) {
      await tell({ kind: "answer", id, ok: false, message: String(problem) });
    }
  };

  page.on("pageerror", (problem) => problems.push(String(problem)));
  page.on("console", (line) => {
    if (line.type() === "error") problems.push(line.text());
  });
  await page.exposeFunction("toHost", (message: FromPanel): void => {
    if (message.kind === "ask") void answer(message);
    else sent.push(message);
    if (message.kind === "ready") void begin();
  });
  await page.addInitScript(() => {
    const { toHost } = window as unknown as { toHost: (message: unknown) => void };
    Object.assign(window, {
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => toHost(message),
        // As with the editor, what is kept outlives the page.
        getState: (): unknown => JSON.parse(sessionStorage.getItem("kept") ?? "null"),
        setState: (state: unknown) => sessionStorage.setItem("kept", JSON.stringify(state)),
      }),
    });
  });
  if (opening.script !== undefined) await page.addInitScript(opening.script);
  await serve(page, theme);
  await page.goto(`${address}/`);
  const drawn = page.locator(".cards, .instead").first().waitFor();
  const broken = page.waitForEvent("pageerror", { timeout: 0 }).then(
    (problem) => Promise.reject(problem),
    // The page was closed: nothing was broken until then.
    () => undefined,
  );
  await Promise.race([drawn, broken]);
  return { page, sent, asked, tell, problems, close: () => context.close() };
}
