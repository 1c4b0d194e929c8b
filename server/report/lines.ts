// Where a session's lines stand in a file, in the words of the wire.
import type { TracedLine } from "../analysis/trace.ts";
import type { LinesOfFile } from "../protocol/panel.ts";

type Run = { -readonly [K in keyof LinesOfFile["runs"][number]]: LinesOfFile["runs"][number][K] };

/** The runs of a session's lines in a file that was traced. `path`: absolute. */
export function linesOf(
  path: string,
  lines: readonly TracedLine[],
  { agent, session }: { readonly agent: string; readonly session: string },
): LinesOfFile {
  const runs: Run[] = [];
  lines.forEach((line, index) => {
    if (line.origin === "none" || line.agent !== agent || line.session !== session) return;
    const { turn, evidence } = line;
    const last = runs.at(-1);
    if (last?.last === index && last.turn === turn && last.evidence === evidence) last.last = index + 1;
    else runs.push({ first: index + 1, last: index + 1, turn, evidence });
  });
  return { schema: "tokenworth/lines@1", path, runs };
}
