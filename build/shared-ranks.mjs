// The tokenizer's ranks are by far the largest part of what is shipped, and most runs need none: they are a file of their
// own, as small as can be, which all bundles share and read when they first count.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";

const RANKS = "js-tiktoken/ranks/o200k_base";
const NAME = "token-ranks.json.br";

/** What is exported must be known before the file is read. */
const FIELDS = ["pat_str", "special_tokens", "bpe_ranks"];

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
      contents: `
        let ranks = null;
        function read() {
          const packed = require("node:fs").readFileSync(require("node:path").join(__dirname, "${NAME}"));
          return JSON.parse(require("node:zlib").brotliDecompressSync(packed).toString());
        }
        for (const field of ${JSON.stringify(FIELDS)})
          Object.defineProperty(exports, field, { get: () => (ranks ??= read())[field] });`,
      resolveDir: ".",
    }));
  },
};
