// The panel where there is little or nothing to show, by name: what it is opened with.
import type { Filter, Overview } from "../../server/protocol/panel.ts";
import { aStatus } from "./a-status.ts";
import { anOverview } from "./an-overview.ts";
import { answersOf } from "./answers.ts";
import type { Answers, Opening } from "./harness.ts";

const now = aStatus().freshness;

/** Answers with another overview. */
export const overviewChanged =
  (change: (overview: Overview) => Overview): Answers =>
  (method, params: { readonly filter: Filter }) =>
    method === "tokenworth/overview"
      ? change(anOverview(params.filter))
      : answersOf()(method, params as never);

const never: Answers = (method, params) =>
  method === "tokenworth/overview" ? new Promise(() => undefined) : answersOf()(method, params);

const refused: Answers = () => {
  throw new Error("The connection got closed.");
};

const reading = { ...now, activity: "reading", costsAsOf: null, outcomesAsOf: null } as const;
const atRest = { ...reading, activity: "stopped" } as const;
const costsAlone = { ...now, activity: "following", outcomesAsOf: null } as const;
const restricted = { ...now, restricted: true, outcomesAsOf: null };

const nothing = (overview: Overview): Overview => ({
  ...overview,
  choices: { repositories: [], agents: [], models: [] },
  coverage: { ...overview.coverage, sessions: 0 },
});

export const oddStates: Readonly<Record<string, Opening>> = {
  starting: { answers: never, status: aStatus({ freshness: { ...now, activity: "starting" }, sessions: 0 }) },
  reading: {
    answers: never,
    status: aStatus({
      freshness: { ...reading, progress: { doing: "", done: 430, total: 1000 } },
      sessions: 0,
    }),
  },
  empty: { answers: overviewChanged(nothing), status: aStatus({ sessions: 0 }) },
  erased: {
    answers: overviewChanged((overview) => ({ ...nothing(overview), freshness: atRest })),
    status: aStatus({ freshness: atRest, sessions: 0 }),
  },
  "nothing-chosen": { answers: overviewChanged(nothing), status: aStatus() },
  "costs-alone": {
    answers: overviewChanged((overview) => ({ ...overview, freshness: costsAlone })),
    status: aStatus({ freshness: { ...costsAlone, progress: { doing: "", done: 120, total: 1000 } } }),
  },
  restricted: {
    answers: overviewChanged((overview) => ({ ...overview, freshness: restricted })),
    status: aStatus({ freshness: restricted }),
  },
  "no-repository": {
    answers: overviewChanged((overview) => ({
      ...overview,
      choices: { ...overview.choices, repositories: [] },
    })),
    status: aStatus(),
  },
  virtual: { answers: answersOf(), status: aStatus(), surroundings: { virtual: true } },
  stopped: { answers: refused, surroundings: { server: "stopped" } },
  "stopped-later": { answers: answersOf(), status: aStatus(), surroundings: { server: "stopped" } },
  "no-answer": { answers: refused },
  "card-broken": { answers: overviewChanged((overview) => ({ ...overview, breakdowns: null as never })) },
  "too-few": {
    answers: overviewChanged((overview) => ({
      ...overview,
      value: { ...overview.value, sessions: 3, confidence: "none" },
      before: overview.before && { ...overview.before, sessions: 9, confidence: "few" },
    })),
  },
  "made-up": {
    answers: answersOf(),
    filter: { period: "90d", repository: null, agent: null, model: null, demo: true },
  },
};
