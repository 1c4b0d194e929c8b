// The tokenizer's ranks are by far the largest part of what is shipped, and most runs need none: they are a file of their
// own, as small as can be, which all bundles share and read when they first count.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";

const RANKS = "js-tiktoken/ranks/o200k_base";
const NAME = "token-ranks.json.br";

/** The last twentieth would take ten times as long. */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 9 };

/** Writes the file. */
export function writeRanks() {
  const ranks = createRequire(import.meta.url)(RANKS);
  const text = JSON.stringify(ranks.default ?? ranks);
  writeFileSync(`dist/${NAME}`, brotliCompressSync(text, { params: QUALITY }));
}

/** A plugin for esbuild: whoever imports the ranks gets them from that file. */
export const sharedRanks = {
  name: "shared-ranks",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: new RegExp(`^${RANKS}$`) }, ({ path }) => ({
      path,
      namespace: "shared-ranks",
    }));
    build.onLoad({ filter: /.*/, namespace: "shared-ranks" }, () => ({
      contents: `exports.__esModule = true;
        Object.defineProperty(exports, "default", { get() {
          const file = require("node:path").join(__dirname, "${NAME}");
          const packed = require("node:fs").readFileSync(file);
          return JSON.parse(require("node:zlib").brotliDecompressSync(packed).toString());
        } });`,
      resolveDir: ".",
    }));
  },
};
