-- A service with one mirror and a reference tree, as schema 2 wrote it down: with another digest of what is
-- published, and of what was.

INSERT INTO mirror (id, name) VALUES (1, 'mirror.example.org');

INSERT INTO holding (id, tree, version, repository, arch, path) VALUES
    (1, 'main', '9.6', 'baseos', 'x86_64', '9.6/BaseOS/x86_64/os');

INSERT INTO seen (id, digest, size, revision, timestamp) VALUES
    (1, x'0101010101010101010101010101010101010101010101010101010101010101', 3000, 1800000000, 1800000001);

INSERT INTO mirror_state (mirror, checked, failed_rounds) VALUES (1, 1800000900123456, 0);

INSERT INTO tree_state (mirror, tree, full_look, freshness, ways) VALUES
    (1, 'main', 1800000900123456,
     '{"claimed":"2027-01-15T08:00:00Z","fault":null,"url":"http://mirror.example.org/linux/TIME","doubt":null}',
     '[]');

INSERT INTO repository_state (mirror, holding, state, since, seen, etag, modified, trouble) VALUES
    (1, 1, 'current', 1800000000000000, 1, NULL, NULL, NULL);

INSERT INTO reference_state (holding, seen, since, witness, former, sha512) VALUES
    (1, 1, 1800000000000000, NULL,
     '[{"digest":"0202020202020202020202020202020202020202020202020202020202020202","sha512":"03030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303030303","ended":"2027-01-15T08:00:00Z"}]',
     x'01010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101010101');
