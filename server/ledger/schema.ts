// The ledger's tables. A released step is never changed: what comes later is a step of its own at the end.

/** SQL that leads from one `user_version` to the next; step `i` leads from `i` to `i + 1`. */
export const steps: readonly string[] = [
  `
  -- Ids, keys, paths, branches and models, each once. 0 stands for none.
  CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  -- What was read of each file, and how to go on. What one file tells can be withdrawn without touching the others'.
  CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    agent TEXT NOT NULL,
    path TEXT NOT NULL,
    identity TEXT NOT NULL,
    stamp TEXT NOT NULL,
    offset INTEGER NOT NULL,
    head BLOB NOT NULL,
    tail BLOB NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    UNIQUE (agent, path)
  ) STRICT;

  -- Facts. position: where in its file a record stands.
  CREATE TABLE sessions (
    source INTEGER NOT NULL, session INTEGER NOT NULL, folder INTEGER NOT NULL, branch INTEGER NOT NULL,
    parent INTEGER NOT NULL, relation INTEGER NOT NULL, at INTEGER,
    PRIMARY KEY (source, session, folder, branch, parent, relation)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE prompts (
    source INTEGER NOT NULL, session INTEGER NOT NULL, key INTEGER NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (source, session, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE commands (
    source INTEGER NOT NULL, session INTEGER NOT NULL, key INTEGER NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (source, session, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE requests (
    source INTEGER NOT NULL, session INTEGER NOT NULL, key INTEGER NOT NULL, at INTEGER NOT NULL, position INTEGER NOT NULL,
    model INTEGER NOT NULL, provider INTEGER NOT NULL,
    input INTEGER, output INTEGER, cache_read INTEGER, cache_write_5m INTEGER, cache_write_1h INTEGER,
    web_searches INTEGER NOT NULL, fast INTEGER NOT NULL, quality INTEGER NOT NULL, cost_usd REAL,
    sidechain INTEGER NOT NULL, same_as INTEGER, replay INTEGER, parts BLOB,
    PRIMARY KEY (source, session, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE edits (
    source INTEGER NOT NULL, session INTEGER NOT NULL, key INTEGER NOT NULL, stage INTEGER NOT NULL,
    at INTEGER NOT NULL, position INTEGER NOT NULL, model INTEGER NOT NULL, status INTEGER NOT NULL, change INTEGER,
    PRIMARY KEY (source, session, key, stage)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE undos (
    source INTEGER NOT NULL, session INTEGER NOT NULL, key INTEGER NOT NULL, edit INTEGER NOT NULL,
    at INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (source, session, key, edit)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE skips (
    source INTEGER NOT NULL, reason TEXT NOT NULL, records INTEGER NOT NULL, PRIMARY KEY (source, reason)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE unreadable (
    source INTEGER NOT NULL, offset INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (source, offset)
  ) STRICT, WITHOUT ROWID;

  -- What an edit did, by content: copies of a record share it. And the files before edits, each as what differs from another.
  CREATE TABLE changes (id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, rank INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
  CREATE TABLE versions (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, path INTEGER NOT NULL,
    base INTEGER, depth INTEGER NOT NULL, body BLOB NOT NULL
  ) STRICT;
  CREATE INDEX versions_by_path ON versions (path);

  -- May be dropped and rebuilt at any time.
  CREATE TABLE derived (
    repository TEXT NOT NULL, name TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (repository, name)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Tells a ledger from other programs' databases: "TkWo".
  PRAGMA application_id = 1416320879;

  -- What the ledger knows of itself.
  CREATE TABLE notes (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

  -- Who may write. One row at most.
  CREATE TABLE lease (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    holder TEXT NOT NULL, process INTEGER NOT NULL, machine TEXT NOT NULL, renewed INTEGER NOT NULL
  ) STRICT;

  -- Keyed digests of what the user had erased: it is not taken in again while its record is still there.
  CREATE TABLE forgotten (digest BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
  `,
  `
  -- Observed: which repository stood in which folder, by the ids of its first commits. In the order first seen.
  CREATE TABLE places (id INTEGER PRIMARY KEY, folder TEXT NOT NULL UNIQUE, roots TEXT NOT NULL) STRICT;
  `,
];

/** `application_id` of a ledger; one of the first version has none yet. */
export const APPLICATION = 1416320879;
