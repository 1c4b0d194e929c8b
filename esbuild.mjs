// Bundles the command line: dist/cli.cjs, which any Node can parse, looks at the version and loads dist/tokenworth.cjs;
// the language server, dist/server.cjs, likewise for dist/language-server.cjs, which also is the process that works for it.
// Both start dist/reading-thread.cjs where there is much to read; dist/token-ranks.json.br is what they count tokens by. None is
// minified, so that a stack trace in a bug report can be read.
// And VS Code's: dist/extension.cjs, small, since every window loads it, and dist/later.cjs, which it loads when it is needed.
// And the panel, dist/panel.js and dist/panel.css, which are minified: the editor reads them anew whenever it is opened.
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { context } from "esbuild";
import { closedBundle } from "./build/closed-bundle.mjs";
import { sharedRanks, writeRanks } from "./build/shared-ranks.mjs";

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  platform: "node",
  format: "cjs",
  logLevel: "warning",
  tsconfigRaw: {},
  plugins: [closedBundle, sharedRanks],
};

/** Derived values of another build are made again. While watching, sources change under one build: it keeps none. */
function buildId() {
  if (process.argv.includes("--watch")) return "";
  const hash = createHash("sha256");
  const names = readdirSync("server", { recursive: true, encoding: "utf8" });
  for (const name of names.filter((file) => file.endsWith(".ts")).sort())
    hash.update(readFileSync(join("server", name)));
  return hash.digest("hex").slice(0, 16);
}

/** A bundle that knows where it lies: `import.meta` is not part of CommonJS. */
const own = {
  ...shared,
  define: { TOKENWORTH_BUILD: JSON.stringify(buildId()), "import.meta.url": "ownUrl" },
  banner: { js: 'const ownUrl = require("node:url").pathToFileURL(__filename).href;' },
  target: "node22",
};

/** @type {import("esbuild").Plugin} */
const laterApart = {
  name: "later-apart",
  setup: (build) =>
    build.onResolve({ filter: /\/later\.ts$/ }, ({ kind }) =>
      kind === "dynamic-import" ? { path: "./later.cjs", external: true } : null,
    ),
};

/** @type {import("esbuild").BuildOptions} */
const client = {
  ...shared,
  target: "node22",
  external: ["vscode"],
  supported: { "dynamic-import": false },
  plugins: [laterApart, closedBundle],
};

/** @type {import("esbuild").BuildOptions} */
const panel = {
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: "es2024",
  logLevel: "warning",
  tsconfigRaw: {},
  plugins: [closedBundle],
};

/** What any Node can parse: it looks at the version, then loads a bundle. */
const entry = { ...shared, target: "node12", external: ["./tokenworth.cjs", "./language-server.cjs"] };

const contexts = await Promise.all([
  context({ ...own, entryPoints: ["server/cli/main.ts"], outfile: "dist/tokenworth.cjs" }),
  context({ ...own, entryPoints: ["server/main.ts"], outfile: "dist/language-server.cjs" }),
  context({ ...own, entryPoints: ["server/ingest/reading-thread.ts"], outfile: "dist/reading-thread.cjs" }),
  context({ ...entry, entryPoints: ["server/cli/entry.cjs"], outfile: "dist/cli.cjs" }),
  context({ ...entry, entryPoints: ["server/entry.cjs"], outfile: "dist/server.cjs" }),
  context({ ...client, entryPoints: ["client/extension.ts"], outfile: "dist/extension.cjs" }),
  context({ ...client, entryPoints: ["client/later.ts"], outfile: "dist/later.cjs" }),
  context({ ...panel, entryPoints: ["media/panel/main.ts"], outfile: "dist/panel.js" }),
  context({ ...panel, entryPoints: ["media/panel/panel.css"], outfile: "dist/panel.css" }),
]);

try {
  await Promise.all(contexts.map((bundle) => bundle.rebuild()));
  writeRanks();
  chmodSync("dist/cli.cjs", 0o755);
  if (process.argv.includes("--watch")) await Promise.all(contexts.map((bundle) => bundle.watch()));
  else await Promise.all(contexts.map((bundle) => bundle.dispose()));
} catch {
  // esbuild has said what is wrong, on standard error.
  process.exit(1);
}
