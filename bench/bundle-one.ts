import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";

/** Bundles a source into a file for Node, as the product is bundled. */
export async function bundleOne(source: URL, outfile: string, more: BuildOptions = {}): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(source)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    logLevel: "error",
    tsconfigRaw: {},
    ...more,
  });
}
