// Builds the picture that all figures of the panel are made from: at first of costs alone, then with what became of the work.
import type { SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { BEGUN } from "../ledger/notes.ts";
import { createNames } from "../lib/intern.ts";
import { NONE, type Picture, type PicturedSession } from "../metrics/picture.ts";
import type { Prices } from "../pricing/prices.ts";
import { gather, type Gathered, type GatherQuestion, type Problem } from "./gather.ts";
import { keptWords } from "./kept-words.ts";
import { assumedOf, lookedUpOnce } from "./models.ts";
import { piecesOf, type PiecesFrame } from "./pieces.ts";
import { sharedByTurn, spendColumns, turnColumns } from "./pictured-turns.ts";
import { snapshotsIn } from "./snapshots.ts";
import { cutIntoTurns } from "./turns.ts";

/** What a picture holds that the ledger does not know. */
export type PictureFrame = Pick<Picture, "at" | "agents"> & {
  /** Files that could not even be opened. */
  readonly unreadable: Picture["coverage"]["unreadable"];
};

/** A picture of costs alone: of the logs, without any question to git. */
export function spendPicture(frame: PictureFrame, ledger: Ledger, prices: Prices): Picture {
  const turns = cutIntoTurns(ledger.sessions(), ledger.requests());
  const nothing = { homes: new Map(), lines: new Map(), followed: [], words: new Map() };
  return picturedFrom({ ...nothing, turns }, frame, ledger, prices);
}

/** The whole picture, over all repositories. */
export async function wholePicture(
  question: Pick<GatherQuestion, "folders" | "onProgress" | "signal">,
  frame: PictureFrame,
  ledger: Ledger,
  prices: Prices,
): Promise<Picture | Problem> {
  const gathered = await gather({ ...question, folder: null, branch: null }, ledger);
  if ("problem" in gathered) return gathered;
  const { errors, followed, lines } = gathered;
  const words = new Map<string, ReadonlyMap<number, number>>();
  for (const one of followed) {
    const store = snapshotsIn(ledger.derived, one.repository);
    words.set(one.repository.root, await keptWords(one, lines.values(), store, question.signal));
  }
  const picture = picturedFrom({ ...gathered, words }, frame, ledger, prices);
  const unreadable = [
    ...picture.coverage.unreadable,
    ...Array.from(errors, ([path, reason]) => ({ path, reason })),
  ];
  return { ...picture, followed: true, coverage: { ...picture.coverage, unreadable } };
}

type Found = Pick<Gathered, "turns" | "homes" | "lines" | "followed"> & Pick<PiecesFrame, "words">;

function picturedFrom(found: Found, frame: PictureFrame, ledger: Ledger, table: Prices): Picture {
  const prices = lookedUpOnce(table);
  const { turns, homes, words } = found;
  const models = createNames();
  const repositories = repositoriesIn(found);
  const numbers = new Map(repositories.map(({ root }, number) => [root, number]));
  const spends = spendColumns(turns, prices, models);
  const shared = sharedByTurn(spends, turns.all.length);
  const followed = piecesOf(found, { shared, models, repositories: numbers, words });
  const { skippedRecords, unreadable } = ledger.coverage();
  return {
    at: frame.at,
    followed: false,
    agents: frame.agents,
    repositories,
    models: models.save(),
    ...followed,
    sessions: turns.sessions.map((session) => picturedSession(session, homes, numbers)),
    turns: turnColumns(turns),
    spends,
    coverage: {
      assumed: assumedOf(turns.all, prices),
      unreadable: [...frame.unreadable, ...unreadable.map(({ path, reason }) => ({ path, reason }))],
      skippedRecords,
    },
    prices: { source: prices.source, asOf: prices.asOf },
    begun: ledger.notes.number(BEGUN),
  };
}

/** Those that sessions worked in, by their roots. A main line is known where lines were followed. */
function repositoriesIn({ homes, followed }: Found): { root: string; branch: string | null }[] {
  const branches = new Map<string, string | null>();
  for (const { root } of homes.values()) branches.set(root, null);
  for (const { repository, refs } of followed) branches.set(repository.root, refs.main?.name ?? null);
  return Array.from(branches, ([root, branch]) => ({ root, branch })).toSorted((a, b) =>
    a.root < b.root ? -1 : 1,
  );
}

function picturedSession(
  session: SessionFact,
  homes: Gathered["homes"],
  numbers: ReadonlyMap<string, number>,
): PicturedSession {
  const { agent, started, ended, branch, folders } = session;
  const home = numbers.get(homes.get(session)?.root ?? "") ?? NONE;
  return { agent, session: session.session, started, ended, branch, folders, home };
}
