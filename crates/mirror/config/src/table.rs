use maneki_ground_config::{DURATION, Key, Shape};

const SOURCE: &str = "an http or https URL, or the path of a file";

/// The keys of the mirror room, in the order in which they are printed and documented.
pub const KEYS: &[Key] = &[
    Key {
        name: "mirror.registry",
        expects: "the path of a folder",
        doc: "The registry: the folder with `config.yml` and the mirror files; the argument of `maneki serve` wins.",
        example: "\"/srv/mirrors\"",
        needs_restart: true,
        ..Key::PLAIN
    },
    Key {
        name: "mirror.list_length",
        shape: Shape::Number,
        expects: "a whole number from 1 to 100",
        default: Some("10"),
        doc: "The greatest number of mirrors in an answer.",
        example: "10",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.rotation",
        expects: DURATION,
        default: Some("\"5m\""),
        doc: "How long a client gets equally good mirrors in the same order before they are shuffled again.",
        example: "\"5m\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.fallback_url",
        expects: "an http or https URL without user name, password and query",
        doc: "The base URL that is served when no mirror can serve a request.",
        example: "\"https://repo.example.org/tanuki/\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.check.interval",
        expects: DURATION,
        default: Some("\"15m\""),
        doc: "The interval between two checks of a mirror.",
        example: "\"15m\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.check.mirror_timeout",
        expects: DURATION,
        default: Some("\"60s\""),
        doc: "The time limit for the whole check of one mirror.",
        example: "\"60s\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.check.reference",
        expects: "an http or https URL, or the path of a folder",
        doc: "The tree that all mirrors copy: mirrors are compared with it.",
        example: "\"https://repo.example.org/tanuki/\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.check.reference_interval",
        expects: DURATION,
        default: Some("\"60s\""),
        doc: "The interval between two requests to the reference tree.",
        example: "\"60s\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.check.module_references",
        shape: Shape::Map,
        expects: "an http or https URL, or the path of a folder, for each module",
        doc: "The reference trees of optional modules, by the module's name; a module's tree is its own.",
        example: "{ next = \"https://repo.example.org/tanuki-next/\" }",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.cloud.aws",
        expects: SOURCE,
        doc: "The address ranges of Amazon Web Services, in the provider's own format (`ip-ranges.json`).",
        example: "\"/var/lib/maneki/aws.json\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.cloud.azure",
        expects: SOURCE,
        doc: "The address ranges of Microsoft Azure, in the provider's own format (`ServiceTags_Public_….json`).",
        example: "\"/var/lib/maneki/azure.json\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.cloud.gcp",
        expects: SOURCE,
        doc: "The address ranges of Google Cloud, in the provider's own format (`cloud.json`).",
        example: "\"/var/lib/maneki/gcp.json\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.cloud.oci",
        expects: SOURCE,
        doc: "The address ranges of Oracle Cloud, in the provider's own format (`public_ip_ranges.json`).",
        example: "\"/var/lib/maneki/oci.json\"",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.geo.databases",
        shape: Shape::List,
        expects: "a list of paths of files",
        default: Some("[]"),
        doc: "MMDB files with the locations of addresses, any mix of layouts; without them the built-in tables are used.",
        example: "[\"/var/lib/maneki/city.mmdb\", \"/var/lib/maneki/asn.mmdb\"]",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.lint.widest_ipv4",
        shape: Shape::Number,
        expects: "a whole number from 1 to 32",
        default: Some("12"),
        doc: "The shortest prefix of an IPv4 network in `subnets` that `maneki mirror lint` accepts without a warning; a \
              network wider than /8 is always an error.",
        example: "16",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.lint.widest_ipv6",
        shape: Shape::Number,
        expects: "a whole number from 1 to 128",
        default: Some("24"),
        doc: "The same for IPv6; a network wider than /16 is always an error.",
        example: "32",
        ..Key::PLAIN
    },
    Key {
        name: "mirror.lint.slowest_update",
        expects: DURATION,
        default: Some("\"3h\""),
        doc: "The longest `update_frequency` of a mirror that `maneki mirror lint` accepts without a warning.",
        example: "\"6h\"",
        ..Key::PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_documented() {
        for key in KEYS {
            assert!(key.name.starts_with("mirror."), "{}", key.name);
            assert!(!key.expects.is_empty() && !key.example.is_empty(), "{}", key.name);
            assert!(key.doc.ends_with('.') && !key.doc.contains("  "), "{}: {}", key.name, key.doc);
        }
    }

    #[test]
    fn no_key_appears_twice() {
        let names: std::collections::BTreeSet<_> = KEYS.iter().map(|key| key.name).collect();
        assert_eq!(names.len(), KEYS.len());
    }
}
