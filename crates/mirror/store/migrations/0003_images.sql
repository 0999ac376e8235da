-- Sets of images, in the same way as repositories: where they lie, what is named there, and who has it.

-- Each once; what nobody speaks of any more is taken away.
CREATE TABLE iso_folder (
    id INTEGER NOT NULL PRIMARY KEY,
    tree TEXT NOT NULL,
    version TEXT NOT NULL,
    arch TEXT NOT NULL,
    path TEXT NOT NULL,
    UNIQUE (tree, version, arch, path)
) STRICT;

-- `files` is JSON: name, size and SHA-256 of each. As with `seen`, nobody is bound to it by a key.
CREATE TABLE iso_set (
    id INTEGER NOT NULL PRIMARY KEY,
    files TEXT NOT NULL
) STRICT;

-- What the reference trees name.
CREATE TABLE iso_reference (
    folder INTEGER NOT NULL PRIMARY KEY REFERENCES iso_folder (id) DEFERRABLE INITIALLY DEFERRED,
    iso_set INTEGER NOT NULL
) STRICT;

-- What a mirror was last asked for; `fault` is NULL where all of it was there.
CREATE TABLE iso_state (
    mirror INTEGER NOT NULL REFERENCES mirror_state (mirror) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    folder INTEGER NOT NULL REFERENCES iso_folder (id) DEFERRABLE INITIALLY DEFERRED,
    iso_set INTEGER NOT NULL,
    since INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    fault TEXT,
    url TEXT,
    PRIMARY KEY (mirror, folder)
) STRICT, WITHOUT ROWID;
