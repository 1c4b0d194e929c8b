// A real VS Code with our package in it, in a real browser. What a machine lacks for it is said once.
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { findChromium } from "../../build/host/chromium.ts";
import { findHost } from "../../build/host/place.ts";
import {
  installExtension,
  startHost,
  writeSettings,
  type HostState,
  type RunningHost,
} from "../../build/host/start.ts";

/** The package that `npm run package` leaves. */
export const VSIX = resolve("tokenworth.vsix");

const ENTRY = findHost();
const CHROMIUM = findChromium();

/** Why there can be no host here; null: there can. */
const hostMissing: string | null =
  ENTRY === null
    ? "no VS Code host: npm run host"
    : CHROMIUM === null
      ? "no Chromium: npm run host"
      : existsSync(VSIX)
        ? null
        : "no package: npm run package";

if (hostMissing !== null) console.warn(`tests in VS Code are skipped: ${hostMissing}`);

/** Whether tests in a real VS Code can run. */
export const hasHost = hostMissing === null;

export type Setup = {
  /** The user's folder, where agents' logs are. */
  readonly home: string;
  /** Folder of the ledger, key and settings. */
  readonly data: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly settings?: object;
  /** Whether folders have to be trusted first; otherwise all are. */
  readonly askTrust?: boolean;
  /** The language of the editor, otherwise English. Its own words stay English: there is no language pack offline. */
  readonly language?: string;
};

export type TestHost = {
  readonly state: HostState;
  /** Opens a window on a folder. Each has an extension host of its own. */
  open(folder: string, look?: Look): Promise<Page>;
  /** Ends the windows and the host. */
  stop(): Promise<void>;
};

/** Of a window: its size, and the time zone and language of its browser. */
export type Look = { readonly width?: number; readonly height?: number; readonly scale?: number };

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-sync",
  "--disable-background-networking",
  "--disable-component-update",
  // A webview's resources have an address that only VS Code's own service worker answers.
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/** The host speaks a language only if there is a language pack: this one translates nothing. */
function writeEmptyLanguagePack(folder: string, language: string): void {
  const words = join(folder, "no-words.json");
  writeFileSync(words, JSON.stringify({ version: "1.0.0", contents: {} }));
  const extensions = [{ extensionIdentifier: { id: "test.language-pack" }, version: "1.0.0" }];
  const pack = { hash: "none", extensions, translations: { vscode: words }, label: language };
  writeFileSync(join(folder, "user-data", "languagepacks.json"), JSON.stringify({ [language]: pack }));
}

/** Starts a host with our package installed, and a browser. */
export async function openHost(setup: Setup): Promise<TestHost> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tokenworth-host-")));
  const env = {
    PATH: process.env["PATH"],
    LANG: "C.UTF-8",
    TZ: process.env["TZ"],
    ...setup.env,
    HOME: setup.home,
    TOKENWORTH_HOME: setup.data,
  };
  if (hostMissing !== null) throw new Error(hostMissing);
  const state: HostState = { entry: ENTRY ?? "", folder, env };
  const contexts = new Set<BrowserContext>();
  let windows = 0;
  let host: RunningHost | null = null;
  const stop = async (): Promise<void> => {
    await Promise.all([...contexts].map((context) => context.close()));
    await host?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    writeSettings(state, setup.settings ?? {});
    await installExtension(state, VSIX);
    const trust = setup.askTrust === true ? [] : ["--disable-workspace-trust"];
    const language = setup.language === undefined ? [] : ["--locale", setup.language];
    if (setup.language !== undefined) writeEmptyLanguagePack(folder, setup.language);
    host = await startHost(state, [...trust, ...language]);
    const { windowOn } = host;
    return {
      state,
      stop,
      async open(path, { width = 1400, height = 850, scale = 1 } = {}) {
        const context = await chromium.launchPersistentContext(join(folder, `profile-${windows++}`), {
          executablePath: CHROMIUM ?? "",
          headless: true,
          viewport: { width, height },
          deviceScaleFactor: scale,
          timezoneId: env.TZ ?? "UTC",
          locale: "en-US",
          args: FLAGS,
        });
        contexts.add(context);
        context.once("close", () => contexts.delete(context));
        await context.grantPermissions(["clipboard-read", "clipboard-write"]);
        const page = context.pages()[0] ?? (await context.newPage());
        await page.goto(windowOn(path), { waitUntil: "domcontentloaded" });
        await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
        return page;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
