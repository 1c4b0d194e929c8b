// What became of the made-up lines.
import { kindOfFile } from "../kind-of-file.ts";
import type { Chance } from "./chance.ts";
import type { DemoAgent, DemoRepository } from "./world.ts";

const DAY = 86_400_000;

/** A row of pieces, but for its turn and its share of the cost. Commits by their place among the made-up ones. */
export type MadePiece = {
  readonly path: string;
  readonly inRepository: boolean;
  readonly written: boolean;
  readonly outcome: "kept" | "reworked" | "reverted" | "discarded" | "open" | "outside";
  readonly lines: number;
  readonly words: number;
  readonly landed: MadeCommit | null;
  readonly gone: MadeCommit | null;
};

export type MadeCommit = { readonly id: string; readonly at: number; readonly reverting: boolean };

/** A commit at a time. */
export function commitAt(chance: Chance, at: number, reverting = false): MadeCommit {
  const digits = Array.from({ length: 5 }, () => chance.whole(0, 0xffffffff).toString(16).padStart(8, "0"));
  return { id: digits.join(""), at: Math.round(at), reverting };
}

/** What happens to a session's work as a whole: when it lands, if ever, and who takes parts of it away again. */
export type Course = {
  readonly landed: MadeCommit | null;
  /** In order of time. */
  readonly gone: readonly MadeCommit[];
  /** It has not landed, and is still there to land. */
  readonly open: boolean;
};

export function courseOf(chance: Chance, ended: number, now: number): Course {
  const landing = ended + chance.spread(0.3, 1) * DAY;
  const lands = chance.percent(88);
  if (!lands || landing > now) return { landed: null, gone: [], open: ended > now - 9 * DAY };
  const gone = [
    chance.percent(7)
      ? commitAt(chance, landing + chance.spread(1.2, 0.8) * DAY, true)
      : commitAt(chance, landing + chance.spread(3, 0.9) * DAY),
    commitAt(chance, landing + chance.spread(14, 0.7) * DAY),
    commitAt(chance, landing + chance.spread(48, 0.6) * DAY),
    commitAt(chance, landing + chance.spread(110, 0.4) * DAY),
  ];
  return {
    landed: commitAt(chance, landing),
    gone: gone.filter(({ at }) => at < now).sort((a, b) => a.at - b.at),
    open: false,
  };
}

/** Some change their minds more often. */
const RESTLESS: Readonly<Record<string, number>> = { styles: 1.7, tests: 0.6, docs: 0.5, data: 0.8 };

/** The pieces of one turn, in order of path. */
export function piecesOfTurn(
  chance: Chance,
  agent: DemoAgent,
  repository: DemoRepository,
  course: Course,
): MadePiece[] {
  const names = new Set<string>();
  for (let files = chance.weighed(FILES).files; files > 0; files--) names.add(chance.pick(repository.files));
  const aside = chance.percent(2);
  return [...names, ...(aside ? [NOTES] : [])]
    .map((name) => (name === NOTES ? name : `${repository.root}/${name}`))
    .sort()
    .flatMap((path) => piecesOfFile(chance, agent, path, course));
}

const NOTES = "/home/sam/notes/ideas.md";
type Files = { readonly files: number; readonly weight: number };
const FILES: readonly [Files, ...Files[]] = [
  { files: 1, weight: 55 },
  { files: 2, weight: 28 },
  { files: 4, weight: 13 },
  { files: 7, weight: 4 },
];

function piecesOfFile(chance: Chance, agent: DemoAgent, path: string, course: Course): MadePiece[] {
  const lines = Math.max(1, Math.round(chance.spread(14, 1)));
  const removed = chance.percent(38) ? Math.max(1, Math.round(lines * chance.spread(0.3, 0.6))) : 0;
  const base = { path, inRepository: path !== NOTES, written: true, words: 0, landed: null, gone: null };
  if (path === NOTES) return [{ ...base, outcome: "outside", lines: Math.min(lines, 12) }];
  if (course.landed === null || chance.percent(5)) {
    const outcome = course.open ? "open" : chance.percent(30) ? "reworked" : "discarded";
    const away = {
      ...base,
      written: false,
      outcome: course.open ? "open" : "discarded",
      lines: removed,
    } as const;
    return removed === 0 ? [{ ...base, outcome, lines }] : [{ ...base, outcome, lines }, away];
  }
  const landed = { ...base, landed: course.landed };
  const pieces: MadePiece[] = [];
  let left = lines;
  for (const gone of course.gone) {
    const share = lossOf(chance, agent, path, gone);
    const lost = Math.min(left, Math.round(left * share));
    if (lost > 0)
      pieces.push({ ...landed, gone, outcome: gone.reverting ? "reverted" : "reworked", lines: lost });
    left -= lost;
  }
  const words = Math.round(left * chance.spread(3.7, 0.25));
  if (left > 0) pieces.push({ ...landed, outcome: "kept", lines: left, words });
  if (removed > 0) pieces.push({ ...landed, written: false, outcome: "kept", lines: removed });
  return pieces;
}

function lossOf(chance: Chance, agent: DemoAgent, path: string, gone: MadeCommit): number {
  if (gone.reverting) return chance.percent(80) ? 1 : 0;
  const restless = (RESTLESS[kindOfFile(path)] ?? 1) / agent.lasting;
  return chance.percent(45 * restless) ? Math.min(1, chance.share() * 0.55 * restless) : 0;
}
