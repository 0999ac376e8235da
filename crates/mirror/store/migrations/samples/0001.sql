-- A small service, as schema 1 wrote it down.

INSERT INTO mirror (id, name) VALUES
    (1, 'mirror.example.org'),
    (2, 'spiegel.example.net'),
    (3, 'gone.example.com');

INSERT INTO holding (id, tree, version, repository, arch, path) VALUES
    (1, 'main', '9.6', 'appstream', 'x86_64', '9.6/AppStream/x86_64/os'),
    (2, 'main', '9.6', 'baseos', 'x86_64', '9.6/BaseOS/x86_64/os'),
    (3, 'main', '10.2-beta', 'baseos', 'aarch64', '10.2-beta/BaseOS/aarch64/os'),
    (4, 'module:kitten', '10-kitten', 'baseos', 'x86_64', '10-kitten/BaseOS/x86_64/os');

INSERT INTO seen (id, digest, size, revision, timestamp) VALUES
    (1, x'0101010101010101010101010101010101010101010101010101010101010101', 3000, 1800000000, 1800000001),
    (2, x'0202020202020202020202020202020202020202020202020202020202020202', 3001, -1, NULL),
    (3, x'0303030303030303030303030303030303030303030303030303030303030303', 3002, NULL, 1800000003);

INSERT INTO mirror_state (mirror, checked, failed_rounds) VALUES
    (1, 1800000900123456, 0),
    (2, NULL, 7);

INSERT INTO tree_state (mirror, tree, full_look, freshness, ways) VALUES
    (1, 'main', 1800000900123456,
     '{"claimed":"2027-01-15T08:00:00Z","fault":null,"url":"http://mirror.example.org/linux/TIME","doubt":{"status":503}}',
     '[[{"protocol":"http","family":"v4"},{"fault":null,"since":"2027-01-15T08:00:00Z","url":"http://mirror.example.org/linux/TIME"}],[{"protocol":"https","family":null},{"fault":{"dns":"no-name"},"since":"2027-01-15T08:00:00.5Z","url":"https://mirror.example.org/linux/TIME"}],[{"protocol":"http","family":"v6"},{"fault":{"tls":{"timeout":{"secs":5,"nanos":0}}},"since":"2027-01-15T08:00:00Z","url":"http://mirror.example.org/linux/TIME"}]]'),
    (1, 'module:kitten', NULL,
     '{"claimed":null,"fault":{"time":"missing"},"url":null,"doubt":null}', '[]'),
    (2, 'main', NULL,
     '{"claimed":null,"fault":{"time":{"too-old":{"secs":90000,"nanos":5}}},"url":null,"doubt":null}', '[]');

INSERT INTO repository_state (mirror, holding, state, since, seen, etag, modified, trouble) VALUES
    (1, 1, 'current', 1800000000000000, 1, '"5f-6a"', NULL, NULL),
    (1, 2, 'previous', 1800000000000000, 2, NULL, 'Fri, 15 Jan 2027 08:00:00 GMT',
     '{"reason":{"digest":"previous"},"url":null,"good_until":null,"fault":null,"doubt":{"timeout":{"secs":10,"nanos":0}},"lacking":null}'),
    (1, 3, 'missing', 1800000000000000, NULL, NULL, NULL,
     '{"reason":{"status":404},"url":"http://mirror.example.org/linux/10.2-beta/BaseOS/aarch64/os/repodata/repomd.xml","good_until":"2027-01-15T08:00:00.123456Z","fault":{"status":404},"doubt":null,"lacking":null}'),
    (1, 4, 'ahead', 1800000000000000, 3, NULL, NULL,
     '{"reason":{"digest":"ahead"},"url":null,"good_until":null,"fault":null,"doubt":null,"lacking":null}'),
    (2, 1, 'corrupt', 1800000000000000, 1, NULL, NULL,
     '{"reason":{"body":{"size":{"expected":10,"found":9}}},"url":null,"good_until":null,"fault":null,"doubt":null,"lacking":{"body":{"size":{"expected":10,"found":9}}}}'),
    (2, 2, 'unreachable', 1800000000000000, NULL, NULL, NULL,
     '{"reason":{"connect":{"timeout":{"secs":5,"nanos":0}}},"url":null,"good_until":null,"fault":{"connect":{"timeout":{"secs":5,"nanos":0}}},"doubt":{"forbidden":{"addresses":"127.0.0.1 (loopback)"}},"lacking":{"body":"absent"}}'),
    (2, 3, 'unknown', NULL, NULL, NULL, NULL, NULL);

INSERT INTO reference_state (holding, seen, since, witness, former) VALUES
    (1, 1, 1800000000000000, '{"path":"repodata/primary.xml.gz","size":10}',
     '[{"digest":"0202020202020202020202020202020202020202020202020202020202020202","ended":"2027-01-15T08:00:00Z"}]'),
    (2, 2, 1800000000000000, NULL, '[]'),
    (3, NULL, NULL, NULL, '[]');

INSERT INTO change (id, at, mirror, tree, kind, before, after, protocol, family, holdings, reason, url) VALUES
    (1, 1800000000000000, 1, 'main', 'time', NULL, 'works', NULL, NULL, NULL, NULL, NULL),
    (2, 1800000000000000, 1, 'main', 'way', NULL, 'fails', 'https', 'v6', NULL, 'the connection is refused',
     'https://mirror.example.org/linux/TIME'),
    (3, 1800000000000000, 1, 'main', 'repositories', 'unknown', 'current', NULL, NULL, '1-2', NULL, NULL),
    (4, 1800000000000000, 3, 'module:kitten', 'repositories', 'current', 'stale', NULL, NULL, '4',
     'an older publication, outlived', NULL),
    (5, 1800000900000000, 1, 'main', 'way', NULL, 'works', 'http', NULL, NULL, NULL, NULL);

INSERT INTO lag (mirror, quarter, lag, verdict) VALUES
    (1, 2000000, 600, 0),
    (1, 2000001, NULL, 3),
    (3, 1999968, 86400, 2);

INSERT INTO publication (holding, since, ended, digest, size, revision, timestamp, witness) VALUES
    (1, 1700000000000000, 1800000000000000,
     x'0202020202020202020202020202020202020202020202020202020202020202', 3001, -1, NULL, NULL),
    (1, 1800000000000000, NULL,
     x'0101010101010101010101010101010101010101010101010101010101010101', 3000, 1800000000, 1800000001,
     '{"path":"repodata/primary.xml.gz","size":10}');
