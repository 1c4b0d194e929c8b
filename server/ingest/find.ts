// Finds an agent's files: each once, by its real path, whichever way leads to it.
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Agent, Place, Surroundings } from "../agents/agent.ts";

/** The real paths of all files of an agent, sorted. Folders that can't be read count as empty. */
export function findFiles(agent: Pick<Agent, "where">, surroundings: Surroundings): string[] {
  const found = new Set<string>();
  for (const place of agent.where(surroundings)) {
    const folder = realPathOf(place.folder);
    if (folder !== null) walk(folder, "", place, { found, visited: new Set() });
  }
  return [...found].toSorted();
}

type Walk = { readonly found: Set<string>; readonly visited: Set<string> };

/** `folder` is real; `relative` is the way to it from the place, links and all. */
function walk(folder: string, relative: string, place: Place, progress: Walk): void {
  // A link may lead back up.
  if (progress.visited.has(folder)) return;
  progress.visited.add(folder);
  for (const entry of entriesOf(folder)) {
    const way = relative === "" ? entry.name : `${relative}/${entry.name}`;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, way, place, progress);
    else if (entry.isFile() && place.matches(way)) progress.found.add(path);
    else if (entry.isSymbolicLink()) follow(path, way, place, progress);
  }
}

function follow(link: string, way: string, place: Place, progress: Walk): void {
  const path = realPathOf(link);
  const stats = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
  if (path === null || stats === undefined) return;
  if (stats.isDirectory()) walk(path, way, place, progress);
  else if (stats.isFile() && place.matches(way)) progress.found.add(path);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function realPathOf(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}
