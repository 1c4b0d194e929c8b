// A small invented history for a machine that has none: a real repository and an agent's log, in a temporary folder.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "./demo/log.ts";
import { createDemoRepository } from "./demo/repository.ts";
import { tellStory } from "./demo/story.ts";
import type { Environment } from "./engine.ts";

/**
 * Makes the history, hands over an environment in which it is all that can be found, and takes the folder away again
 * when `use` is done. Needs `git`; throws where that can't be run.
 */
export async function withDemo<Value>(
  env: Environment,
  use: (env: Environment) => Promise<Value>,
): Promise<Value> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tokenworth-demo-")));
  try {
    const home = join(folder, "home");
    const root = join(folder, "flower-shop");
    for (const path of [home, root]) mkdirSync(path);
    tellStory(createDemoRepository(root, env), (session) => createLog(home, root, session));
    return await use(demoEnvironment(env, home));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every variable that may lead to somebody's home or logs leads to the demonstration's. */
function demoEnvironment(env: Environment, home: string): Environment {
  const kept = ["PATH", "Path", "PATHEXT", "SystemRoot", "TEMP", "TMP", "TMPDIR", "TZ", "LANG", "LC_ALL"];
  return {
    ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, "AppData", "Roaming"),
    LOCALAPPDATA: join(home, "AppData", "Local"),
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    TOKENWORTH_HOME: join(home, "tokenworth"),
  };
}
