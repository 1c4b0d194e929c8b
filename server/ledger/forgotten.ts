// What the user had erased, as keyed digests that tell nothing: while the records are still there, it is not taken in again.
import type { DatabaseSync } from "node:sqlite";
import type { Seal } from "./fingerprint.ts";
import type { Slice, Standing } from "./records.ts";

/** Sessions and records by their ids; files by their paths. */
export type Kind = "session" | "record" | "file";

export type Forgotten = {
  has(kind: Kind, agent: string, name: string): boolean;
  /** Only within a transaction. */
  add(kind: Kind, agent: string, name: string): void;
  /** Another process may have had something erased: what is remembered is read again. */
  refresh(): void;
  /** A slice without what is forgotten. A subagent of a forgotten session is forgotten with it. */
  sift(agent: string, slice: Slice): Slice;
};

/** What is forgotten in a database. */
export function forgottenIn(database: DatabaseSync, seal: Seal): Forgotten {
  const every = database.prepare("SELECT digest FROM forgotten");
  const insert = database.prepare("INSERT OR IGNORE INTO forgotten VALUES (?)");
  const nameOf = (digest: Uint8Array): string => Buffer.from(digest).toString("latin1");
  const read = (): Set<string> =>
    new Set(every.all().flatMap(({ digest }) => (digest instanceof Uint8Array ? [nameOf(digest)] : [])));
  let known = read();

  const digestOf = (kind: Kind, agent: string, name: string): Uint8Array =>
    seal("forgotten", kind, agent, name);
  const has = (kind: Kind, agent: string, name: string): boolean =>
    known.size > 0 && known.has(nameOf(digestOf(kind, agent, name)));
  const add = (kind: Kind, agent: string, name: string): void => {
    const digest = digestOf(kind, agent, name);
    insert.run(digest);
    known.add(nameOf(digest));
  };

  return {
    has,
    add,
    refresh: () => void (known = read()),
    sift: (agent, slice) => {
      if (known.size === 0) return slice;
      for (const { session, parent, relation } of slice.sessions)
        if (relation === "subagent" && parent !== null && has("session", agent, parent))
          add("session", agent, session);
      const stays = ({ session, key }: Standing): boolean =>
        !has("session", agent, session) && !has("record", agent, key);
      return {
        ...slice,
        sessions: slice.sessions
          .filter(({ session }) => !has("session", agent, session))
          .map((one) =>
            one.parent !== null && has("session", agent, one.parent)
              ? { ...one, parent: null, relation: null }
              : one,
          ),
        prompts: slice.prompts.filter(stays),
        commands: slice.commands.filter(stays),
        requests: slice.requests.filter(stays),
        edits: slice.edits.filter(stays),
        undos: slice.undos.filter((undo) => stays(undo) && !has("record", agent, undo.edit)),
      };
    },
  };
}
