// A small invented history for a machine that has none: a real repository and an agent's log, in a temporary folder.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog, type DemoLog } from "./demo/log.ts";
import { createDemoRepository, type DemoRepository } from "./demo/repository.ts";
import { tellStory } from "./demo/story.ts";
import type { Environment } from "../engine/engine.ts";
import type { Result } from "./shell.ts";

/**
 * `env`: an environment in which the demonstration is all that can be found. `root`: its repository. `remove` takes its
 * folder away.
 */
export type Demo = { readonly env: Environment; readonly root: string; readonly remove: () => void };

/** Makes the history, `days` later than it was invented for; status 3 where the folder or `git` is not to be had. */
export function makeDemo(env: Environment, days = 0): Result<Demo> {
  let remove = (): void => {};
  try {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "tokenworth-demo-")));
    remove = () => rmSync(folder, { recursive: true, force: true });
    const home = join(folder, "home");
    const root = join(folder, "flower-shop");
    for (const path of [home, root]) mkdirSync(path);
    const later = laterBy(days);
    tellStory(repositoryLater(createDemoRepository(root, env), later), (session) =>
      logLater(createLog(home, root, session), later),
    );
    return { ok: true, value: { env: demoEnvironment(env, home), root, remove } };
  } catch (error) {
    remove();
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, status: 3, message: `the demonstration could not be made: ${reason}` };
  }
}

type Later = (at: string) => string;

const DAY = 86_400_000;

const laterBy =
  (days: number): Later =>
  (at) =>
    days === 0 ? at : new Date(Date.parse(at) + days * DAY).toISOString().replace(".000Z", "Z");

const repositoryLater = (repository: DemoRepository, later: Later): DemoRepository => ({
  ...repository,
  commit: (at, message) => repository.commit(later(at), message),
});

const logLater = (log: DemoLog, later: Later): DemoLog => ({
  prompt: (at, text) => log.prompt(later(at), text),
  say: (at, text, usage) => log.say(later(at), text, usage),
  write: (at, file, usage) => log.write(later(at), file, usage),
});

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
