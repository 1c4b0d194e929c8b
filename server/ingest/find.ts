// Finds an agent's files: each once, by its real path, whichever way leads to it.
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Agent, Place, Surroundings } from "../agents/agent.ts";
import { reasonOf } from "./unreadable.ts";

/** Told of a file or folder that the system does not let us look at or into. */
export type OnUnreadable = (path: string, reason: string) => void;

/**
 * The real paths of all files of an agent, sorted. Links are followed, out of the agent's folder, too, but only to files
 * and folders: pipes, sockets and devices are none. What can't be looked at counts as empty, and is told.
 */
export function findFiles(
  agent: Pick<Agent, "where">,
  surroundings: Surroundings,
  onUnreadable: OnUnreadable = () => {},
): string[] {
  const found = new Set<string>();
  for (const place of agent.where(surroundings)) {
    const folder = realPathOf(place.folder, onUnreadable);
    if (folder !== null) walk(folder, "", place, { found, visited: new Set(), onUnreadable });
  }
  return [...found].toSorted();
}

type Walk = {
  readonly found: Set<string>;
  readonly visited: Set<string>;
  readonly onUnreadable: OnUnreadable;
};

/** `folder` is real; `relative` is the way to it from the place, links and all. */
function walk(folder: string, relative: string, place: Place, progress: Walk): void {
  // A link may lead back up.
  if (progress.visited.has(folder)) return;
  progress.visited.add(folder);
  for (const entry of entriesOf(folder, progress.onUnreadable)) {
    const way = relative === "" ? entry.name : `${relative}/${entry.name}`;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, way, place, progress);
    else if (entry.isFile() && place.matches(way)) progress.found.add(path);
    else if (entry.isSymbolicLink()) follow(path, way, place, progress);
  }
}

function follow(link: string, way: string, place: Place, progress: Walk): void {
  const path = realPathOf(link, progress.onUnreadable);
  const stats = path === null ? null : tried(path, (real) => statSync(real), progress.onUnreadable);
  if (path === null || stats === null) return;
  if (stats.isDirectory()) walk(path, way, place, progress);
  else if (stats.isFile() && place.matches(way)) progress.found.add(path);
}

const entriesOf = (folder: string, onUnreadable: OnUnreadable): Dirent[] =>
  tried(folder, (path) => readdirSync(path, { withFileTypes: true }), onUnreadable) ?? [];

const realPathOf = (path: string, onUnreadable: OnUnreadable): string | null =>
  tried(path, (way) => realpathSync.native(way), onUnreadable);

/** null where the system refuses; it is told unless there simply is nothing. */
function tried<T>(path: string, look: (path: string) => T, onUnreadable: OnUnreadable): T | null {
  try {
    return look(path);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason !== "ENOENT") onUnreadable(path, reason);
    return null;
  }
}
