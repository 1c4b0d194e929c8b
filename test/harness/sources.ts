import { readdirSync } from "node:fs";
import { posix } from "node:path";

/** One import: what it names (a file from the project's root, or a package as written), and whether types alone. */
export type Import = { readonly to: string; readonly typeOnly: boolean };

/** The source files under folders, as paths from the project's root with "/". Tests run there. */
export function sourceFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.[cm]?[jt]s$/.test(name))
      .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
      .toSorted(),
  );
}

/** Whether a path is `prefix` or lies under it; `node:` holds all of Node's own modules. */
export function within(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith(":") ? prefix : `${prefix}/`);
}

/** Whether a file falls under a row, in which `*` stands for one folder. */
export function matches(file: string, row: string): boolean {
  return new RegExp(`^${row.replaceAll(".", "\\.").replace("*", "[^/]+(?=/)")}(?:/|$)`).test(file);
}

const clause = /^[ \t]*(?:import|export)\s+(type\s)?[\w$*{},\s]*?\bfrom\s*["']([^"']+)["']/gm;
const bare = /^[ \t]*import\s*["']([^"']+)["']/gm;
const call = /\b(?:import|require)\s*\(\s*(?:["'`]([^"'`$]+)["'`])?/g;

/** All imports of a source file. A computed one is given as "a computed name": no table can allow it. */
export function importsOf(file: string, source: string): Import[] {
  const resolve = (name: string): string =>
    name.startsWith(".") ? posix.join(posix.dirname(file), name) : name;
  return [
    ...[...source.matchAll(clause)].map((found) => ({
      to: found[2] ?? "",
      typeOnly: found[1] !== undefined,
    })),
    ...[...source.matchAll(bare)].map((found) => ({ to: found[1] ?? "", typeOnly: false })),
    ...[...source.matchAll(call)].map((found) => ({ to: found[1] ?? "a computed name", typeOnly: false })),
  ].map(({ to, typeOnly }) => ({ to: resolve(to), typeOnly }));
}
