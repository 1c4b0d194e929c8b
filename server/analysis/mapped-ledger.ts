// The ledger's facts with their paths as they are on this machine. The ledger itself keeps what the records say.
import type { EditFact, SessionFact } from "../ledger/facts.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { PathMapping } from "../lib/path-mapping.ts";

/** A view of a ledger in which all paths of sessions and edits are mapped; the ledger where nothing is. */
export function mappedLedger(ledger: Ledger, mapping: PathMapping | null): Ledger {
  if (mapping === null) return ledger;
  const sessions = new WeakMap<SessionFact, SessionFact>();
  return {
    ...ledger,
    sessions: () =>
      ledger.sessions().map((session) => {
        const mapped = sessions.get(session) ?? { ...session, folders: session.folders.map(mapping) };
        sessions.set(session, mapped);
        return mapped;
      }),
    edits: (wanted) => mappedEdits(ledger, mapping, wanted),
  };
}

function* mappedEdits(
  ledger: Ledger,
  mapping: PathMapping,
  wanted?: (path: string) => boolean,
): Generator<EditFact> {
  const edits = wanted === undefined ? ledger.edits() : ledger.edits((path) => wanted(mapping(path)));
  for (const edit of edits) {
    const files = edit.files.map((file) => ({
      ...file,
      path: mapping(file.path),
      movedTo: file.movedTo === null ? null : mapping(file.movedTo),
    }));
    yield { ...edit, files };
  }
}
