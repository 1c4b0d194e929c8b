// What no bundle of ours may hold: Node's modules that open sockets, and packages that it would look for beside itself when
// it runs. A library that names one gets a stand-in, which can be loaded and held, and throws when it is called.

/** Modules of Node that can open a socket. */
export const SOCKET_MODULES = [
  "dgram",
  "dns",
  "http",
  "http2",
  "https",
  "inspector",
  "net",
  "tls",
  "undici",
  "ws",
];

/** Asked for by libraries only if it happens to be there. */
const OPTIONAL = ["supports-color"];

const NAMES = [...SOCKET_MODULES, ...OPTIONAL].join("|");

/** @type {(name: string) => string[]} */
const exportsOf = (name) =>
  Object.keys(process.getBuiltinModule(name) ?? {}).filter((key) => !/^(default|WebSocket)$/.test(key));

/** @type {(name: string) => string} */
const standIn = (name) => `
function refuse() { throw new Error(${JSON.stringify(`Tokenworth opens no network connection: there is no "${name}" in it`)}); }
for (const key of ${JSON.stringify(exportsOf(name))}) refuse[key] = refuse;
module.exports = refuse;
`;

/** A plugin for esbuild: see above. */
export const closedBundle = {
  name: "closed-bundle",
  /** @param {import("esbuild").PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(?:node:)?(?:${NAMES})(?:/promises)?$`) }, ({ path }) => ({
      path,
      namespace: "closed",
    }));
    build.onLoad({ filter: /.*/, namespace: "closed" }, ({ path }) => ({
      contents: OPTIONAL.includes(path) ? "module.exports = undefined;" : standIn(path),
    }));
  },
};
