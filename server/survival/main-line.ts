// When each commit came onto the main line: with the commit of its first-parent chain that brought it, whenever it was made.

/** A commit of a plan in which parents come before their children. */
type PlannedCommit = { readonly id: string; readonly parents: readonly string[]; readonly at: number };

export type MainLine = {
  /** The step of the main line with which the commit at a place of the plan came onto it, from 0; -1: it never did. */
  stepOf(order: number): number;
  /** When a step was made, epoch ms. */
  at(step: number): number;
  /** How many steps there are. */
  readonly length: number;
  /** Whether the commit at a place of the plan has more than one parent. */
  isMerge(order: number): boolean;
};

/** The main line that ends with the commit `tip`; null: there is none. */
export function mainLineOf(plan: readonly PlannedCommit[], tip: string | null): MainLine {
  const orders = new Map(plan.map(({ id }, order) => [id, order]));
  const chain: number[] = [];
  for (let at = orders.get(tip ?? ""); at !== undefined; at = orders.get(plan[at]?.parents[0] ?? ""))
    chain.push(at);
  chain.reverse();
  const steps = new Int32Array(plan.length).fill(-1);
  chain.forEach((commit, step) => {
    const stack = [commit];
    for (let order = stack.pop(); order !== undefined; order = stack.pop()) {
      if (steps[order] !== -1) continue;
      steps[order] = step;
      for (const id of plan[order]?.parents ?? []) {
        const parent = orders.get(id);
        if (parent !== undefined) stack.push(parent);
      }
    }
  });
  return {
    stepOf: (order) => steps[order] ?? -1,
    at: (step) => plan[chain[step] ?? -1]?.at ?? 0,
    length: chain.length,
    isMerge: (order) => (plan[order]?.parents.length ?? 0) > 1,
  };
}
