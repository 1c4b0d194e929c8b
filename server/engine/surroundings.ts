// Where this machine keeps things.
import { homedir } from "node:os";
import type { Surroundings } from "../agents/agent.ts";
import type { Environment } from "./engine.ts";

/** The home folder, environment and platform by which logs and our own data are found. */
export function surroundingsOf(env: Environment): Surroundings {
  return {
    home: env["HOME"] || env["USERPROFILE"] || homedir(),
    env,
    platform: process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux",
  };
}
