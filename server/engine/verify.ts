// The comparison with git: it needs neither logs nor the ledger.
import { verify as compare } from "../analysis/verify.ts";
import { verifyOf } from "../report/verify.ts";
import type { Engine } from "./engine.ts";
import { wrong } from "./wrong.ts";

const PARTS = {
  replay: { doing: "Replaying history", unit: "commits" },
  blame: { doing: "Blaming files", unit: "files" },
} as const;

/** Answers `verify`. */
export const verify: Engine["verify"] = async ({ onProgress, ...question }) => {
  const found = await compare({
    ...question,
    clock: () => performance.now(),
    onProgress: ({ part, done, total }) => onProgress({ ...PARTS[part], done, total }),
  });
  return "problem" in found ? wrong(found, "") : { ok: true, value: verifyOf(found, question.firstParent) };
};
