// Keeps the pages of the list of sessions that were asked for. What is shown stays until what replaces it is there.
import type { SessionRow, SessionsPage } from "../../server/protocol/panel.ts";
import type { Params } from "../../server/protocol/requests.ts";
import { messageOf, type Host } from "../panel/host.ts";

/** Which sessions, in which order. */
export type Query = Pick<Params<"tokenworth/sessions">, "filter" | "outcome" | "sort">;

/** Rows that are asked for at once. */
export const PAGE = 100;

type Loaded = {
  readonly query: Query;
  /** null: no answer yet. */
  total: number | null;
  readonly rows: Map<number, readonly SessionRow[]>;
  /** Failed ones stay in it: drawing does not ask for them again, another question does. */
  readonly asked: Set<number>;
  /** Pages whose answer is not there yet. */
  waiting: number;
  problem: string | null;
};

export type Pages = {
  /** null: nothing is known yet. */
  readonly total: () => number | null;
  /** undefined: not known yet. */
  readonly rowAt: (at: number) => SessionRow | undefined;
  /** What the rows are those of; null: nothing is known yet. */
  readonly shown: () => Query | null;
  /** One of the last answers was an error: its message. */
  readonly problem: () => string | null;
  /** Another question, or the same one anew. */
  readonly show: (query: Query) => void;
  /** Rows that are seen, both ends included: their pages are asked for. */
  readonly want: (first: number, last: number) => void;
};

/** `changed` is called when there is something else to show. */
export function keepPages(ask: Host["ask"], changed: () => void): Pages {
  let current: Loaded | null = null;
  let next: Loaded | null = null;
  let problem: string | null = null;

  const take = (loaded: Loaded, page: SessionsPage): void => {
    loaded.total = page.total;
    loaded.rows.set(Math.floor(page.from / PAGE), page.rows);
  };
  const settled = (loaded: Loaded): void => {
    loaded.waiting--;
    if (loaded !== current && loaded !== next) return;
    problem = loaded.problem;
    // All that is seen is replaced at once.
    if (loaded === next && loaded.waiting === 0 && loaded.total !== null) {
      current = next;
      next = null;
    }
    changed();
  };
  const load = (loaded: Loaded, page: number): void => {
    if (loaded.asked.has(page)) return;
    loaded.asked.add(page);
    loaded.waiting++;
    void ask("tokenworth/sessions", { ...loaded.query, from: page * PAGE, count: PAGE })
      .then(
        (answer) => take(loaded, answer),
        (failure: unknown) => {
          loaded.problem = messageOf(failure);
        },
      )
      .then(() => settled(loaded));
  };

  return {
    total: () => current?.total ?? null,
    rowAt: (at) => current?.rows.get(Math.floor(at / PAGE))?.[at % PAGE],
    shown: () => current?.query ?? null,
    problem: () => problem,
    show: (query) => {
      next = { query, total: null, rows: new Map(), asked: new Set(), waiting: 0, problem: null };
    },
    want: (first, last) => {
      const loaded = next ?? current;
      if (loaded === null) return;
      const end = loaded.total === null ? last : Math.min(last, Math.max(0, loaded.total - 1));
      for (let page = Math.floor(Math.min(first, end) / PAGE); page <= Math.floor(end / PAGE); page++)
        load(loaded, page);
    },
  };
}

/** All rows that a question leaves, asked for in turn. */
export async function allRows(ask: Host["ask"], query: Query): Promise<SessionRow[]> {
  const rows: SessionRow[] = [];
  for (;;) {
    const page = await ask("tokenworth/sessions", { ...query, from: rows.length, count: 500 });
    rows.push(...page.rows);
    if (page.rows.length === 0 || rows.length >= page.total) return rows;
  }
}
