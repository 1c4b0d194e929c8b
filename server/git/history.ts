// The commits of a history in one order that depends on nothing but which commits they are.
import { objectsOf, stream } from "./command.ts";
import type { Repository } from "./facts.ts";

/** A commit without its changes. `at`: committer time, epoch ms. */
export type CommitHead = { readonly id: string; readonly parents: readonly string[]; readonly at: number };

/**
 * Everything that can be reached from `tips` (full ids): parents before children, otherwise by committer time, then id.
 * Parents beyond a shallow clone's edge are left out. Throws where git cannot walk the history.
 */
export async function listCommits(
  repository: Repository,
  tips: readonly string[],
  signal?: AbortSignal,
): Promise<CommitHead[]> {
  const args = ["rev-list", "--parents", "--timestamp", "--stdin"];
  const input = tips.map((id) => `${id}\n`).join("");
  if (input === "") return [];
  const heads: CommitHead[] = [];
  let rest = "";
  for await (const chunk of stream(objectsOf(repository), args, { input, signal })) {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) heads.push(parseHead(line));
  }
  return inCanonicalOrder(heads);
}

function parseHead(line: string): CommitHead {
  const [at = "0", id = "", ...parents] = line.split(" ");
  return { id, parents, at: Number(at) * 1000 };
}

/** Orders commits as `listCommits` does. Parents that are not among them are ignored. */
export function inCanonicalOrder(heads: readonly CommitHead[]): CommitHead[] {
  const places = new Map(heads.map(({ id }, place) => [id, place]));
  const children: number[][] = heads.map(() => []);
  const waiting = new Int32Array(heads.length);
  heads.forEach(({ parents }, place) => {
    for (const id of new Set(parents)) {
      const parent = places.get(id);
      if (parent === undefined) continue;
      children[parent]?.push(place);
      waiting[place] = (waiting[place] ?? 0) + 1;
    }
  });
  const ready = createQueue(heads);
  waiting.forEach((count, place) => count === 0 && ready.push(place));
  const ordered: CommitHead[] = [];
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    const head = heads[place];
    if (head) ordered.push(head);
    for (const child of children[place] ?? []) if (--waiting[child]! === 0) ready.push(child);
  }
  return ordered;
}

/** A heap of places in `heads`, the earliest commit on top. */
function createQueue(heads: readonly CommitHead[]) {
  const heap: number[] = [];
  const before = (a: number, b: number): boolean => {
    const [x, y] = [heads[a], heads[b]];
    if (!x || !y) return false;
    return x.at === y.at ? x.id < y.id : x.at < y.at;
  };
  const swap = (i: number, j: number): void => {
    [heap[i], heap[j]] = [heap[j]!, heap[i]!];
  };
  const sink = (): void => {
    for (let i = 0; ;) {
      let first = i;
      for (const child of [2 * i + 1, 2 * i + 2])
        if (child < heap.length && before(heap[child]!, heap[first]!)) first = child;
      if (first === i) return;
      swap(i, first);
      i = first;
    }
  };
  return {
    push(place: number): void {
      let i = heap.push(place) - 1;
      for (let up = (i - 1) >> 1; i > 0 && before(heap[i]!, heap[up]!); i = up, up = (i - 1) >> 1)
        swap(i, up);
    },
    pop(): number | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length > 0 && last !== undefined) {
        heap[0] = last;
        sink();
      }
      return top;
    },
  };
}
