// One made-up session: its turns, what they cost and what became of their lines.
import type { Chance } from "./chance.ts";
import { courseOf, type MadePiece, piecesOfTurn } from "./fates.ts";
import { createContext, type MadeSpend, spendsOfTurn } from "./spending.ts";
import { branchOfTask, taskOf } from "./tasks.ts";
import { DEMO_AGENTS, type DemoAgent, DEMO_REPOSITORIES } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 86_400_000;
const MOST_TURNS = 60;
/** What models can be given to read; one of the agents sums up late. */
const LARGEST_CONTEXT = [165_000, 330_000, 90_000];

export type MadeTurn = {
  readonly started: number;
  readonly unseen: boolean;
  readonly context: number;
  readonly spends: readonly MadeSpend[];
  readonly pieces: readonly MadePiece[];
};

export type MadeSession = {
  readonly number: number;
  readonly agent: DemoAgent;
  /** Its place among DEMO_REPOSITORIES. */
  readonly repository: number;
  readonly branch: string | null;
  readonly started: number;
  readonly ended: number;
  readonly turns: readonly MadeTurn[];
};

type Begin = {
  readonly number: number;
  readonly started: number;
  readonly now: number;
  /** When logs were first read: what had been deleted by then is not known. */
  readonly begun: number;
};

export function makeSession(chance: Chance, { number, started, now, begun }: Begin): MadeSession {
  const running = started > now - HOUR;
  const agent = running ? DEMO_AGENTS[0] : chance.weighed(knownAgents(started, begun));
  const repository = DEMO_REPOSITORIES.indexOf(chance.weighed(DEMO_REPOSITORIES));
  const { model } = chance.weighed(agent.models);
  const plans = planTurns(chance, { agent, model, started, now, running });
  const ended = plans.at(-1)?.ended ?? started;
  const course = courseOf(chance, ended, now);
  const place = DEMO_REPOSITORIES[repository] ?? DEMO_REPOSITORIES[0];
  return {
    number,
    agent,
    repository,
    branch: chance.percent(35) ? place.branch : branchOfTask(taskOf(number, repository)),
    started,
    ended,
    turns: plans.map(({ codes, ...turn }) => ({
      ...turn,
      pieces: codes ? piecesOfTurn(chance, agent, place, course) : [],
    })),
  };
}

/** Agents whose logs of that time were still there when they were first read. */
function knownAgents(started: number, begun: number): typeof DEMO_AGENTS {
  const [first, ...others] = DEMO_AGENTS.filter(
    ({ deletesAfterDays }) => deletesAfterDays === null || started >= begun - deletesAfterDays * DAY,
  );
  return first === undefined ? DEMO_AGENTS : [first, ...others];
}

type Plan = Omit<MadeTurn, "pieces"> & { readonly codes: boolean; readonly ended: number };

function planTurns(
  chance: Chance,
  asked: {
    readonly agent: DemoAgent;
    readonly model: number;
    readonly started: number;
    readonly now: number;
    readonly running: boolean;
  },
): Plan[] {
  const { agent, model, now } = asked;
  const grow = createContext(chance, LARGEST_CONTEXT[DEMO_AGENTS.indexOf(agent)] ?? 165_000);
  const most = asked.running ? MOST_TURNS : Math.min(MOST_TURNS, Math.ceil(chance.spread(5.5, 0.85)));
  const plans: Plan[] = [];
  for (let started = asked.started; plans.length < most && started < now - 2 * MINUTE;) {
    const codes = !chance.percent(plans.length === 0 ? 25 : 33);
    const requests = Math.max(1, Math.round(chance.spread(codes ? 9 : 6, 0.7)));
    const { before, after } = grow(requests);
    const spends = spendsOfTurn(chance, agent, { model, requests, before, after });
    const ended = Math.min(now - MINUTE, started + requests * chance.whole(6, 30) * 1000);
    plans.push({ started, ended, codes, unseen: !codes && chance.percent(12), context: after, spends });
    started = ended + chance.whole(1, 11) * MINUTE;
  }
  return plans;
}
