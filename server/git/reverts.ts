// Which earlier commits a commit says it reverts.

/** What a message claims: ids as they stand in it, and the subject that its own subject names. */
export type RevertClaim = { readonly ids: readonly string[]; readonly subject: string | null };

const SAYS = /\bThis reverts commit ([0-9a-f]{7,64})\b/gi;
const PULL_REQUEST = / \(#\d+\)$/;

/** Reads a message. Taking a revert back (`Reapply "X"`, `Revert "Revert "X""`) reverts the commit that reverted. */
export function readClaim(message: string): RevertClaim {
  const ids = [...message.matchAll(SAYS)].flatMap(([, id]) => (id === undefined ? [] : [id.toLowerCase()]));
  const subject = subjectOf(message).replace(PULL_REQUEST, "");
  const revert = /^Revert "(.+)"$/.exec(subject)?.[1];
  const reapply = /^Reapply "(.+)"$/.exec(subject)?.[1];
  return { ids, subject: revert ?? (reapply === undefined ? null : `Revert "${reapply}"`) };
}

/** The first line of a message. */
export function subjectOf(message: string): string {
  return message.slice(0, (message.indexOf("\n") + 1 || message.length + 1) - 1).trim();
}

/** Remembers commits in their order, to be found again by what a later message says of them. */
export type RevertIndex = {
  add(id: string, subject: string): void;
  byId(prefix: string): string | null;
  /** The latest with this subject; a pull request's number behind it is not needed. */
  bySubject(subject: string): string | null;
};

/** An index without commits. */
export function createRevertIndex(): RevertIndex {
  const bySubject = new Map<string, string>();
  const byStart = new Map<string, string[]>();
  return {
    add(id, subject) {
      bySubject.set(subject.replace(PULL_REQUEST, ""), id);
      bySubject.set(subject, id);
      const start = id.slice(0, 7);
      const same = byStart.get(start);
      if (same) same.push(id);
      else byStart.set(start, [id]);
    },
    byId(prefix) {
      const found = (byStart.get(prefix.slice(0, 7)) ?? []).filter((id) => id.startsWith(prefix));
      return found.length === 1 ? (found[0] ?? null) : null;
    },
    bySubject: (subject) =>
      bySubject.get(subject) ?? bySubject.get(subject.replace(PULL_REQUEST, "")) ?? null,
  };
}
