// What is said, and with which status, where the analysis has no answer.
import type { Problem } from "../analysis/material.ts";
import type { Answer } from "./engine.ts";

/** Status 3 where a repository can't be read, else 2. `elsewhere`: what may be asked instead where there is none. */
export function wrong(
  { problem, message }: Problem,
  elsewhere = "; --all reports over all repositories",
): Extract<Answer<never>, { ok: false }> {
  return {
    ok: false,
    status: problem === "unreadable" ? 3 : 2,
    message: problem === "not-a-repository" ? `${message}${elsewhere}` : message,
  };
}
