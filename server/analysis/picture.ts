// Builds the picture that all figures of the panel are made from: at first of costs alone, then with what became of the work.
import type { Repository } from "../git/facts.ts";
import type { SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { BEGUN } from "../ledger/notes.ts";
import { BUILD } from "../lib/build.ts";
import { createNames } from "../lib/intern.ts";
import { NONE, type Picture, type PicturedSession } from "../metrics/picture.ts";
import type { Prices } from "../pricing/prices.ts";
import type { Fates } from "./fates.ts";
import { materialFor, type Material, type Problem } from "./material.ts";
import { assumedOf } from "./models.ts";
import { rememberPlaces } from "./moved.ts";
import { sharedByTurn, spendColumns, turnColumns } from "./pictured-turns.ts";
import { piecesOf } from "./pieces.ts";
import { settledIn, settledOutside } from "./settled.ts";
import { cutIntoTurns, type Turns } from "./turns.ts";

/** What a picture is made with that the ledger does not know. */
export type PictureFrame = Pick<Picture, "at" | "agents"> & {
  /** Files that could not even be opened. */
  readonly unreadable: Picture["coverage"]["unreadable"];
  readonly prices: Prices;
};

export type PictureQuestion = {
  /** Absolute folders whose repositories are known of, whether a record names them or not. */
  readonly folders: readonly string[];
  /** Told how many of the repositories were followed. */
  readonly onProgress: (done: number, total: number) => void;
  readonly signal: AbortSignal;
};

/** A picture of costs alone: of the logs, without any question to git. */
export function spendPicture(frame: PictureFrame, ledger: Ledger): Picture {
  const turns = cutIntoTurns(ledger.sessions(), ledger.requests());
  return draw({ turns, homes: new Map(), fates: new Map(), branches: new Map() }, frame, ledger);
}

/** The whole picture, over all repositories. */
export async function wholePicture(
  { folders, onProgress, signal }: PictureQuestion,
  frame: PictureFrame,
  ledger: Ledger,
): Promise<Picture | Problem> {
  const material = await materialFor({ folder: null, folders, branch: null, signal }, ledger);
  if ("problem" in material) return material;
  const { turns, sorted, finder, needed, homes } = material;
  const settling = { ledger, turns, signal, build: BUILD };
  const fates = new Map<string | null, Fates>();
  const branches = new Map<string, string | null>();
  const began = new Map<Repository, readonly string[]>();
  const errors = new Map(finder.refused());
  for (const [done, repository] of needed.entries()) {
    onProgress(done, needed.length);
    signal.throwIfAborted();
    const { root } = repository;
    const own = sorted.edits.get(repository) ?? [];
    const settled = await settledIn(repository, own, settling);
    if ("error" in settled) {
      errors.set(root, settled.error);
      fates.set(`${root}/`, settledOutside(own, settling, `${root}/`));
      continue;
    }
    fates.set(root, settled.fates);
    branches.set(root, settled.branch);
    began.set(repository, settled.roots);
    for (const [checkout, reason] of settled.unreadable) errors.set(checkout, reason);
  }
  onProgress(needed.length, needed.length);
  fates.set(null, settledOutside(sorted.edits.get(null) ?? [], settling));
  await rememberPlaces(finder.known(), began, ledger.places);
  const picture = draw({ turns, homes, fates, branches }, frame, ledger);
  const { coverage } = picture;
  const unread = Array.from(errors, ([path, reason]) => ({ path, reason }));
  return {
    ...picture,
    followed: true,
    coverage: { ...coverage, unreadable: [...coverage.unreadable, ...unread] },
  };
}

type Known = Pick<Material, "homes"> & {
  readonly turns: Turns;
  /** By the root of their repository; under anything else they lie in none. */
  readonly fates: ReadonlyMap<string | null, Fates>;
  /** Main lines by the roots of the repositories that were followed. */
  readonly branches: ReadonlyMap<string, string | null>;
};

function draw(known: Known, frame: PictureFrame, ledger: Ledger): Picture {
  const { turns, homes, fates } = known;
  const { at, agents, prices } = frame;
  const models = createNames();
  const repositories = repositoriesIn(known);
  const numbers = new Map<string | null, number>(repositories.map(({ root }, number) => [root, number]));
  const spends = spendColumns(turns, prices, models);
  const parts = Array.from(fates, ([root, own]) => ({ repository: numbers.get(root) ?? NONE, fates: own }));
  const shared = sharedByTurn(spends, turns.all.length);
  const followed = piecesOf(parts, { turns: turns.all.length, shared, models });
  const { skippedRecords, unreadable } = ledger.coverage();
  return {
    at,
    followed: false,
    agents,
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
function repositoriesIn({ homes, branches }: Known): { root: string; branch: string | null }[] {
  const all = new Map<string, string | null>();
  for (const { root } of homes.values()) all.set(root, null);
  for (const [root, branch] of branches) all.set(root, branch);
  return Array.from(all, ([root, branch]) => ({ root, branch })).toSorted((a, b) =>
    a.root < b.root ? -1 : 1,
  );
}

function picturedSession(
  session: SessionFact,
  homes: Known["homes"],
  numbers: ReadonlyMap<string | null, number>,
): PicturedSession {
  const { agent, started, ended, branch, folders } = session;
  const root = homes.get(session)?.root;
  const home = root === undefined ? NONE : (numbers.get(root) ?? NONE);
  return { agent, session: session.session, started, ended, branch, folders, home };
}
