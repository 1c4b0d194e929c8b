import type { Plugin } from "esbuild";

export const SOCKET_MODULES: readonly string[];
export const closedBundle: Plugin;
