// A small invented history for a machine that has none: a real repository and an agent's log, in a temporary folder.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "./demo/log.ts";
import { createDemoRepository } from "./demo/repository.ts";
import { tellStory } from "./demo/story.ts";
import type { Environment } from "../engine/engine.ts";
import type { Result } from "./shell.ts";

/** `env`: an environment in which the demonstration is all that can be found. `remove` takes its folder away. */
export type Demo = { readonly env: Environment; readonly remove: () => void };

/** Makes the history; status 3 where the folder or `git` is not to be had. */
export function makeDemo(env: Environment): Result<Demo> {
  let remove = (): void => {};
  try {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "tokenworth-demo-")));
    remove = () => rmSync(folder, { recursive: true, force: true });
    const home = join(folder, "home");
    const root = join(folder, "flower-shop");
    for (const path of [home, root]) mkdirSync(path);
    tellStory(createDemoRepository(root, env), (session) => createLog(home, root, session));
    return { ok: true, value: { env: demoEnvironment(env, home), remove } };
  } catch (error) {
    remove();
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, status: 3, message: `the demonstration could not be made: ${reason}` };
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
