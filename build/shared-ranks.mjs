// The tokenizer's ranks are by far the largest part of what is shipped, and most runs need none: they are a file of their
// own, which all bundles share and load when they first count.

const RANKS = "js-tiktoken/ranks/o200k_base";
const FILE = "./token-ranks.cjs";

/** The bundle that holds them: options for esbuild. */
export const ranksBundle = { entryPoints: [RANKS], outfile: "dist/token-ranks.cjs" };

/** A plugin for esbuild: whoever imports the ranks gets them from that file. */
export const sharedRanks = {
  name: "shared-ranks",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${RANKS}$`) }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path, namespace: "shared-ranks" },
    );
    build.onResolve({ filter: /.*/, namespace: "shared-ranks" }, () => ({ path: FILE, external: true }));
    build.onLoad({ filter: /.*/, namespace: "shared-ranks" }, () => ({
      contents: `exports.__esModule = true;
        Object.defineProperty(exports, "default", { get: () => require("${FILE}").default });`,
    }));
  },
};
