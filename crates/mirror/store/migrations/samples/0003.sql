-- A service with a reference tree and two mirrors, as schema 3 wrote it down: with images that one of them has
-- and the other has not, and that of a module which was looked for before the reference named another set.

INSERT INTO mirror (id, name) VALUES (1, 'mirror.example.org'), (2, 'spiegel.example.net');

INSERT INTO holding (id, tree, version, repository, arch, path) VALUES
    (1, 'main', '9.6', 'baseos', 'x86_64', '9.6/BaseOS/x86_64/os');

INSERT INTO seen (id, digest, size, revision, timestamp) VALUES
    (1, x'0101010101010101010101010101010101010101010101010101010101010101', 3000, 1800000000, 1800000001);

INSERT INTO mirror_state (mirror, checked, failed_rounds) VALUES
    (1, 1800000900123456, 0),
    (2, 1800000900123456, 0);

INSERT INTO tree_state (mirror, tree, full_look, freshness, ways) VALUES
    (1, 'main', 1800000900123456,
     '{"claimed":"2027-01-15T08:00:00Z","fault":null,"url":"http://mirror.example.org/linux/TIME","doubt":null}',
     '[]'),
    (1, 'module:kitten', NULL, '{"claimed":null,"fault":null,"url":null,"doubt":null}', '[]'),
    (2, 'main', NULL, '{"claimed":null,"fault":null,"url":null,"doubt":null}', '[]');

INSERT INTO repository_state (mirror, holding, state, since, seen, etag, modified, trouble) VALUES
    (1, 1, 'current', 1800000000000000, 1, NULL, NULL, NULL);

INSERT INTO reference_state (holding, seen, since, witness, former, sha512) VALUES
    (1, 1, 1800000000000000, NULL, '[]',
     x'01010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101');

INSERT INTO iso_folder (id, tree, version, arch, path) VALUES
    (1, 'main', '9.6', 'x86_64', '9.6/isos/x86_64'),
    (2, 'module:kitten', '10-kitten', 'aarch64', '10-kitten/isos/aarch64');

INSERT INTO iso_set (id, files) VALUES
    (1, '[{"name":"tanuki-9.6-boot.iso","size":1024,"sha256":"0101010101010101010101010101010101010101010101010101010101010101"},{"name":"tanuki-9.6-dvd.iso","size":null,"sha256":"0202020202020202020202020202020202020202020202020202020202020202"}]'),
    (2, '[{"name":"kitten-10.iso","size":1,"sha256":"0303030303030303030303030303030303030303030303030303030303030303"}]'),
    (3, '[{"name":"kitten-10.iso","size":2,"sha256":"0404040404040404040404040404040404040404040404040404040404040404"}]');

INSERT INTO iso_reference (folder, iso_set) VALUES (1, 1), (2, 3);

INSERT INTO iso_state (mirror, folder, iso_set, since, checked, fault, url) VALUES
    (1, 1, 1, 1800000000000000, 1800000900123456, NULL, NULL),
    (1, 2, 2, 1800000000000000, 1800000000000000, NULL, NULL),
    (2, 1, 1, 1800000000000000, 1800000900123456, '{"status":404}',
     'http://spiegel.example.net/linux/9.6/isos/x86_64/tanuki-9.6-dvd.iso');
