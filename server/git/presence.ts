// Which objects are in a clone. One that is partial must not be asked for what it lacks: git would want to fetch it.
import { objectsOf, run, runSilent, stream } from "./command.ts";
import type { Repository } from "./facts.ts";

export type Presence = {
  /** Whether objects were left with a remote. */
  isPartial(): Promise<boolean>;
  /** Those of the objects (full ids) that are not in this clone. */
  missing(oids: Iterable<string>): Promise<Set<string>>;
};

/** What is in a clone now; of a partial one it is looked up once. */
export function createPresence(repository: Repository, signal?: AbortSignal): Presence {
  let partial: Promise<boolean> | null = null;
  let listed: Promise<(oid: string) => boolean> | null = null;
  const isPartial = (): Promise<boolean> => (partial ??= asksRemote(repository));
  return {
    isPartial,
    async missing(oids) {
      const asked = new Set(oids);
      if (asked.size === 0) return asked;
      if (!(await isPartial())) return askFor(repository, asked);
      const isHere = await (listed ??= listObjects(repository, signal));
      return new Set([...asked].filter((oid) => !isHere(oid)));
    },
  };
}

/** Whether a clone may lack objects that git would fetch. */
export async function asksRemote(repository: Repository): Promise<boolean> {
  const names = "^(remote\\..*\\.promisor|extensions\\.partialclone)$";
  const answer = await runSilent(objectsOf(repository), ["config", "--local", "--get-regexp", names]);
  return typeof answer === "string" && answer.trim() !== "";
}

async function askFor(repository: Repository, oids: ReadonlySet<string>): Promise<Set<string>> {
  const input = [...oids].map((oid) => `${oid}\n`).join("");
  const answer = await run(objectsOf(repository), ["cat-file", "--batch-check"], { input });
  const lines = typeof answer === "string" ? answer.split("\n") : [];
  return new Set(lines.flatMap((line) => (line.endsWith(" missing") ? [line.slice(0, -8)] : [])));
}

/** Ids of all objects, 20 or 32 bytes each, come in order: there may be millions. */
async function listObjects(repository: Repository, signal?: AbortSignal): Promise<(oid: string) => boolean> {
  const args = ["cat-file", "--batch-all-objects", "--batch-check=%(objectname)", "--buffer"];
  const parts: Buffer[] = [];
  let rest = "";
  let width = 0;
  for await (const chunk of stream(objectsOf(repository), args, { signal })) {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    width = (lines[0]?.length ?? 2 * width) / 2;
    parts.push(Buffer.from(lines.join(""), "hex"));
  }
  const ids = Buffer.concat(parts);
  return (oid) => width > 0 && holds(ids, Buffer.from(oid, "hex"));
}

function holds(ids: Buffer, id: Buffer): boolean {
  let [from, to] = [0, ids.length / id.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const order = ids.compare(id, 0, id.length, middle * id.length, (middle + 1) * id.length);
    if (order === 0) return true;
    if (order < 0) from = middle + 1;
    else to = middle;
  }
  return false;
}
