// The figures of the panel and the status bar, from what is known.
import { type CutPicture, cutPicture } from "../metrics/cut-picture.ts";
import { demoPicture } from "../metrics/demo/demo-picture.ts";
import { emptyPicture } from "../metrics/empty-picture.ts";
import type { Picture } from "../metrics/picture.ts";
import type {
  Costs,
  Filter,
  Freshness,
  Overview,
  Prompts,
  SessionStory,
  SessionsPage,
  Status,
} from "../protocol/panel.ts";
import type { Params } from "../protocol/requests.ts";
import { demoPromptsOf } from "../report/demo-prompts.ts";
import { markdownOf } from "../report/markdown.ts";
import { overviewOf } from "../report/overview.ts";
import { sessionStoryOf } from "../report/session-story.ts";
import { sessionsPageOf } from "../report/sessions-page.ts";
import { statusOf } from "../report/status.ts";
import type { Known } from "./keeper.ts";
import { nextTurningPoint } from "./turning-points.ts";

export type Figures = {
  status(): Status;
  overview(asked: Params<"tokenworth/overview">): Overview;
  sessions(asked: Params<"tokenworth/sessions">): SessionsPage;
  session(asked: Params<"tokenworth/session">): SessionStory | null;
  /** Markdown: an overview of the last 30 days, for editors without the panel. */
  document(): string;
  /** The made-up ones. */
  demoPrompts(asked: Params<"tokenworth/prompts">): Prompts;
};

export type FiguresOptions = {
  /** The clock, epoch ms. */
  readonly now: () => number;
  readonly known: () => Known;
  /** The real paths of the workspace's folders. */
  readonly folders: () => readonly string[];
};

/** Made-up data grows old like any other. */
const DEMO_MS = 60 * 60_000;

const IN_DOCUMENT: Filter = { period: "30d", repository: null, agent: null, model: null, demo: false };
const DEAREST = { outcome: null, sort: { by: "costUsd", descending: true }, from: 0, count: 10 } as const;

/** Made-up data is up to date at any time. */
const demoFreshness = (at: number): Freshness => ({
  activity: "ready",
  progress: null,
  costsAsOf: new Date(at).toISOString(),
  outcomesAsOf: new Date(at).toISOString(),
  problem: null,
  restricted: false,
});

/** Figures of what is known at the moment that they are asked for. */
export function createFigures({ now, known, folders }: FiguresOptions): Figures {
  const cuts = new WeakMap<Picture, CutPicture>();
  let nothing: Picture | null = null;
  let demo: Picture | null = null;
  let costs: ReturnType<typeof costsNow> | null = null;

  function cutOf(picture: Picture): CutPicture {
    const cut = cuts.get(picture) ?? cutPicture(picture);
    cuts.set(picture, cut);
    return cut;
  }

  const newest = (): Picture => known().costs ?? (nothing ??= emptyPicture(now()));

  /** The picture that a filter asks for, and how fresh it is. */
  function asked(isDemo: boolean): {
    readonly cut: CutPicture;
    readonly now: number;
    readonly freshness: Freshness;
  } {
    const at = now();
    if (!isDemo) return { cut: cutOf(known().whole ?? newest()), now: at, freshness: known().freshness };
    if (demo === null || Math.abs(at - demo.at) > DEMO_MS) demo = demoPicture({ now: at });
    return { cut: cutOf(demo), now: at, freshness: demoFreshness(demo.at) };
  }

  /** All of a status that takes time to count, and as long as it holds. */
  function costsNow(at: number) {
    const [spend, whole, open] = [newest(), known().whole, folders()];
    const frame = { now: at, freshness: demoFreshness(at) };
    const status = statusOf(cutOf(spend), open, frame);
    const outcomes = whole === null || whole === spend ? status : statusOf(cutOf(whole), open, frame);
    return { spend, whole, open, status, outcomes, until: nextTurningPoint(spend, at), at };
  }

  return {
    status() {
      const at = now();
      const { freshness, whole } = known();
      const holds =
        costs !== null &&
        costs.spend === newest() &&
        costs.whole === whole &&
        costs.open === folders() &&
        at >= costs.at &&
        at < costs.until;
      if (costs === null || !holds) costs = costsNow(at);
      const { status, outcomes } = costs;
      return {
        ...status,
        now: new Date(at).toISOString(),
        freshness,
        workspace: joined(status.workspace, outcomes.workspace),
        all: joined(status.all, outcomes.all),
      };
    },
    overview({ filter }) {
      const { cut, ...frame } = asked(filter.demo);
      return overviewOf(cut, filter, frame);
    },
    sessions(page) {
      const { cut, now: at } = asked(page.filter.demo);
      return sessionsPageOf(cut, page, at);
    },
    document() {
      const { cut, ...frame } = asked(false);
      const dearest = sessionsPageOf(cut, { filter: IN_DOCUMENT, ...DEAREST }, frame.now);
      return markdownOf(overviewOf(cut, IN_DOCUMENT, frame), dearest.rows);
    },
    session: ({ demo: isDemo, ...one }) => sessionStoryOf(asked(isDemo).cut, one),
    demoPrompts: ({ sessions, turns }) => demoPromptsOf(asked(true).cut.picture, sessions, turns),
  };
}

/** Costs of now, with outcomes as they are known. */
const joined = (costs: Costs, { spend }: Costs): Costs => ({ ...costs, spend });
