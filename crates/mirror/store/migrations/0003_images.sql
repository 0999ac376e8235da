-- Sets of images, stored like repositories: their folders, their files, and which mirrors have them.

-- Each once; rows without a reference are deleted.
CREATE TABLE iso_folder (
    id INTEGER NOT NULL PRIMARY KEY,
    tree TEXT NOT NULL,
    version TEXT NOT NULL,
    arch TEXT NOT NULL,
    path TEXT NOT NULL,
    UNIQUE (tree, version, arch, path)
) STRICT;

-- `files` is JSON: name, size and SHA-256 of each. As with `seen`, references to it are not foreign keys.
CREATE TABLE iso_set (
    id INTEGER NOT NULL PRIMARY KEY,
    files TEXT NOT NULL
) STRICT;

-- The sets that the reference trees publish.
CREATE TABLE iso_reference (
    folder INTEGER NOT NULL PRIMARY KEY REFERENCES iso_folder (id) DEFERRABLE INITIALLY DEFERRED,
    iso_set INTEGER NOT NULL
) STRICT;

-- The last check of a set on a mirror; `fault` is NULL if the mirror has all of it.
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
