import { absolutePath } from "../../lib/paths.ts";
import type { Place, Surroundings } from "../agent.ts";

/**
 * The folders that may hold Claude Code's records. `CLAUDE_CONFIG_DIR` (one folder, or several with commas) stands in
 * for the usual two. Claude Desktop's local agent mode keeps its own below the app's data.
 */
export function where(surroundings: Surroundings): Place[] {
  const { home, env } = surroundings;
  const config = env["XDG_CONFIG_HOME"] || `${home}/.config`;
  const folders = new Set(configFolders(surroundings).map((folder) => `${folder}/projects`));
  const projects = [...folders].map((folder) => ({ folder, matches: isRecord }));
  return [...projects, ...desktop(surroundings, config)];
}

/** Claude Code's own folders, each once: with its settings, and its records in `projects`. */
export function configFolders({ home, env }: Surroundings): string[] {
  const configured = (env["CLAUDE_CONFIG_DIR"] ?? "").split(",").map((folder) => expand(folder.trim(), home));
  const own = configured.filter((folder) => folder !== "");
  const config = env["XDG_CONFIG_HOME"] || `${home}/.config`;
  const roots = own.length > 0 ? own : [`${config}/claude`, `${home}/.claude`];
  return [...new Set(roots.map((root) => absolutePath(root, home) ?? root))];
}

const isRecord = (path: string): boolean => path.endsWith(".jsonl");
const isDesktopRecord = (path: string): boolean => isRecord(path) && /(^|\/)projects\//.test(path);
const isPackagedRecord = (path: string): boolean =>
  /^[^/]*Claude[^/]*\/LocalCache\/Roaming\/Claude\/local-agent-mode-sessions\//i.test(path) &&
  isDesktopRecord(path);

function desktop({ home, env, platform }: Surroundings, config: string): Place[] {
  const sessions = "Claude/local-agent-mode-sessions";
  if (platform === "darwin")
    return [{ folder: `${home}/Library/Application Support/${sessions}`, matches: isDesktopRecord }];
  if (platform === "linux") return [{ folder: `${config}/${sessions}`, matches: isDesktopRecord }];
  const roaming = env["APPDATA"] || `${home}/AppData/Roaming`;
  const local = env["LOCALAPPDATA"] || `${home}/AppData/Local`;
  return [
    { folder: `${roaming}/${sessions}`, matches: isDesktopRecord },
    { folder: `${local}/Packages`, matches: isPackagedRecord },
  ];
}

function expand(folder: string, home: string): string {
  return folder === "~" || folder.startsWith("~/") ? home + folder.slice(1) : folder;
}
