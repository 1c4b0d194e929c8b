// Where a session's lines stand in a file.
import { dirname } from "node:path";
import type { Surroundings } from "../agents/agent.ts";
import { trace } from "../analysis/trace.ts";
import type { LinesOfFile } from "../protocol/panel.ts";
import { linesOf } from "../report/lines.ts";
import type { Answer, LinesQuestion } from "./engine.ts";
import { withKnown } from "./with-ledger.ts";
import { wrong } from "./wrong.ts";

/** Traces the file, and tells of one session alone. */
export function lines(surroundings: Surroundings, question: LinesQuestion): Promise<Answer<LinesOfFile>> {
  const { path, signal } = question;
  return withKnown(surroundings, question, async (ledger) => {
    const asked = { folder: dirname(path), path, rev: null, branch: null, signal };
    const traced = await trace(asked, ledger);
    return "problem" in traced
      ? wrong(traced, "")
      : { ok: true, value: linesOf(path, traced.lines, question) };
  });
}
