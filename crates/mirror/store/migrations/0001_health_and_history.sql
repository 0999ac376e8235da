-- Times (`checked`, `since`, `at`, …) are microseconds since 1970, UTC; durations are seconds.
-- Numbers that strangers chose and that may have 64 bits without a sign are kept as the signed number of the
-- same bits. What is only read and written whole is JSON.

-- Names, each once. Their numbers are given by the program; they are written last, so keys are judged at the end.

CREATE TABLE mirror (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- `tree`: `main`, `vault`, or `module:` and its name. Nothing is ever taken away here: history speaks of it.
CREATE TABLE holding (
    id INTEGER NOT NULL PRIMARY KEY,
    tree TEXT NOT NULL,
    version TEXT NOT NULL,
    repository TEXT NOT NULL,
    arch TEXT NOT NULL,
    path TEXT NOT NULL,
    UNIQUE (tree, version, repository, arch, path)
) STRICT;

-- A repomd.xml: what it is (SHA-256) and says. Whoever speaks of it is not bound by a key: what nobody speaks of is
-- taken away, and looking that up for each would take long.
CREATE TABLE seen (
    id INTEGER NOT NULL PRIMARY KEY,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    revision INTEGER,
    timestamp INTEGER
) STRICT;

-- What is believed now.

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

-- `seen` is NULL where the reference tree has nothing.
CREATE TABLE reference_state (
    holding INTEGER NOT NULL PRIMARY KEY REFERENCES holding (id) DEFERRABLE INITIALLY DEFERRED,
    seen INTEGER,
    since INTEGER,
    witness TEXT,
    former TEXT NOT NULL
) STRICT;

-- What was.

-- `kind`: `repositories` (`before` and `after` are states, `holdings` is such as `1-12,15`), `time` and `way`
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

-- `quarter` counts quarters of an hour since 1970; later an hour or a day is kept as its first quarter. `lag` is
-- NULL where it is not known. `verdict`: 0 ok, 1 partial, 2 expired, 3 unavailable. Both are the worst of the time.
CREATE TABLE lag (
    mirror INTEGER NOT NULL REFERENCES mirror (id) DEFERRABLE INITIALLY DEFERRED,
    quarter INTEGER NOT NULL,
    lag INTEGER,
    verdict INTEGER NOT NULL,
    PRIMARY KEY (mirror, quarter)
) STRICT, WITHOUT ROWID;

-- What the reference trees published; `ended` is NULL for what is published now.
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
