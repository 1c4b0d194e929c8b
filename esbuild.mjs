// Bundles the command line: dist/cli.cjs, which any Node can parse, looks at the version and loads dist/tokenworth.cjs.
// Neither is minified, so that a stack trace in a bug report can be read.
import { chmodSync } from "node:fs";
import { context } from "esbuild";

/** @type {import("esbuild").BuildOptions} */
const shared = { bundle: true, platform: "node", format: "cjs", logLevel: "warning" };

const contexts = await Promise.all([
  context({
    ...shared,
    entryPoints: ["server/cli/main.ts"],
    outfile: "dist/tokenworth.cjs",
    target: "node22",
  }),
  context({
    ...shared,
    entryPoints: ["server/cli/entry.cjs"],
    outfile: "dist/cli.cjs",
    target: "node12",
    external: ["./tokenworth.cjs"],
  }),
]);

try {
  await Promise.all(contexts.map((bundle) => bundle.rebuild()));
  chmodSync("dist/cli.cjs", 0o755);
  if (process.argv.includes("--watch")) await Promise.all(contexts.map((bundle) => bundle.watch()));
  else await Promise.all(contexts.map((bundle) => bundle.dispose()));
} catch {
  // esbuild has said what is wrong, on standard error.
  process.exit(1);
}
