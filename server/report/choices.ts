// What can be chosen in the filters, with the number of sessions in the period.
import { NONE } from "../metrics/picture.ts";
import type { Selection } from "../metrics/select.ts";
import type { Overview } from "../protocol/panel.ts";
import { repositoryNames } from "./repository-names.ts";

/**
 * All repositories, agents and models that are known: what has no session in the period can be chosen all the same. The
 * selection is what the period leaves.
 */
export function choicesOf(selection: Selection): Overview["choices"] {
  const { picture } = selection;
  const names = repositoryNames(picture.repositories.map(({ root }) => root));
  const { repositories, models } = sessionsBy(selection);
  const ofAgent = new Map<string, number>();
  for (const session of selection.sessions) {
    const agent = picture.sessions[session]?.agent ?? "";
    ofAgent.set(agent, (ofAgent.get(agent) ?? 0) + 1);
  }
  const seen = new Set(picture.sessions.map(({ agent }) => agent));
  return {
    repositories: picture.repositories.map(({ root }, number) => ({
      root,
      name: names[number] ?? root,
      sessions: repositories[number] ?? 0,
    })),
    agents: picture.agents
      .filter(({ id }) => seen.has(id))
      .map(({ id, label }) => ({ id, label, sessions: ofAgent.get(id) ?? 0 })),
    models: picture.models.map((model, number) => ({ model, sessions: models[number] ?? 0 })),
  };
}

/** How many sessions have something in each repository, and of each model; by number. */
function sessionsBy({ picture, portions, chosen }: Selection) {
  const repositories = counter(picture.repositories.length);
  const models = counter(picture.models.length);
  for (let k = 0; k < chosen.length; k++) {
    const i = chosen[k] ?? 0;
    const session = picture.turns.session[portions.turn[i] ?? 0] ?? 0;
    models.see(portions.model[i] ?? NONE, session);
    repositories.see(picture.sessions[session]?.home ?? NONE, session);
    repositories.see(picture.pieces.repository[portions.piece[i] ?? NONE] ?? NONE, session);
  }
  return { repositories: repositories.counts, models: models.counts };
}

/** Counts each session once for each thing; sessions come in order. */
function counter(size: number) {
  const counts = new Int32Array(size);
  const last = new Int32Array(size).fill(NONE);
  const see = (thing: number, session: number): void => {
    if (thing === NONE || last[thing] === session) return;
    last[thing] = session;
    counts[thing] = (counts[thing] ?? 0) + 1;
  };
  return { counts, see };
}
