-- Times (`checked`, `since`, `at`, …) are microseconds since 1970, UTC; durations are seconds.
-- Unsigned numbers of 64 bits that strangers chose are stored as the signed number with the same bits. Values that are
-- only read and written as a whole are JSON.

-- Names, each once. The program assigns their numbers and writes them last, so foreign keys are checked at the end.

CREATE TABLE mirror (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- `tree`: `main`, `vault`, or `module:` and its name. No row is ever deleted, because the history refers to them.
CREATE TABLE holding (
    id INTEGER NOT NULL PRIMARY KEY,
    tree TEXT NOT NULL,
    version TEXT NOT NULL,
    repository TEXT NOT NULL,
    arch TEXT NOT NULL,
    path TEXT NOT NULL,
    UNIQUE (tree, version, repository, arch, path)
) STRICT;

-- A repomd.xml: its digest (SHA-256) and facts. References to it are not foreign keys: rows without a reference are
-- deleted, and checking a key for each of them would take long.
CREATE TABLE seen (
    id INTEGER NOT NULL PRIMARY KEY,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    revision INTEGER,
    timestamp INTEGER
) STRICT;

-- The current state.

CREATE TABLE mirror_state (
    mirror INTEGER NOT NULL PRIMARY KEY REFERENCES mirror (id) DEFERRABLE INITIALLY DEFERRED,
    checked INTEGER,
    failed_rounds INTEGER NOT NULL
) STRICT;

CREATE TABLE tree_state (
    mirror INTEGER NOT NULL REFERENCES mirror_state (mirror) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    tree TEXT NOT NULL,
    full_look INTEGER,
    freshness TEXT NOT NULL,
    ways TEXT NOT NULL,
    PRIMARY KEY (mirror, tree)
) STRICT, WITHOUT ROWID;

CREATE TABLE repository_state (
    mirror INTEGER NOT NULL REFERENCES mirror_state (mirror) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    holding INTEGER NOT NULL REFERENCES holding (id) DEFERRABLE INITIALLY DEFERRED,
    state TEXT NOT NULL,
    since INTEGER,
    seen INTEGER,
    etag TEXT,
    modified TEXT,
    trouble TEXT,
    PRIMARY KEY (mirror, holding)
) STRICT, WITHOUT ROWID;

-- `seen` is NULL if the reference tree does not have the repository.
CREATE TABLE reference_state (
    holding INTEGER NOT NULL PRIMARY KEY REFERENCES holding (id) DEFERRABLE INITIALLY DEFERRED,
    seen INTEGER,
    since INTEGER,
    witness TEXT,
    former TEXT NOT NULL
) STRICT;

-- The history.

-- `kind`: `repositories` (`before` and `after` are states, `holdings` are ranges like `1-12,15`), or `time` and `way`
-- (`after` is `works` or `fails`).
CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    mirror INTEGER NOT NULL REFERENCES mirror (id) DEFERRABLE INITIALLY DEFERRED,
    tree TEXT NOT NULL,
    kind TEXT NOT NULL,
    before TEXT,
    after TEXT NOT NULL,
    protocol TEXT,
    family TEXT,
    holdings TEXT,
    reason TEXT,
    url TEXT
) STRICT;

CREATE INDEX change_of_mirror ON change (mirror, id);

-- `quarter` counts quarters of an hour since 1970; old lags are kept for the first quarter of an hour or of a day. `lag`
-- is NULL if it is unknown. `verdict`: 0 ok, 1 partial, 2 expired, 3 unavailable. Both are the worst of their time.
CREATE TABLE lag (
    mirror INTEGER NOT NULL REFERENCES mirror (id) DEFERRABLE INITIALLY DEFERRED,
    quarter INTEGER NOT NULL,
    lag INTEGER,
    verdict INTEGER NOT NULL,
    PRIMARY KEY (mirror, quarter)
) STRICT, WITHOUT ROWID;

-- The publications of the reference trees; `ended` is NULL for the current ones.
CREATE TABLE publication (
    holding INTEGER NOT NULL REFERENCES holding (id) DEFERRABLE INITIALLY DEFERRED,
    since INTEGER NOT NULL,
    ended INTEGER,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    revision INTEGER,
    timestamp INTEGER,
    witness TEXT,
    PRIMARY KEY (holding, since)
) STRICT, WITHOUT ROWID;
