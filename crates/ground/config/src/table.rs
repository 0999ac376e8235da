use crate::key::{Key, Shape};

/// What most keys have in common; the table below says what differs.
const PLAIN: Key = Key {
    name: "",
    shape: Shape::Text,
    expects: "",
    default: None,
    doc: "",
    example: "",
    flag: None,
    needs_restart: false,
};

const DURATION: &str = "a duration from 1s to 8760h, with units";
const SOURCE: &str = "an http or https URL, or the path of a file";

/// Every key there is, section by section, in the order in which they are printed and explained.
pub const KEYS: &[Key] = &[
    Key {
        name: "server.listen",
        expects: "an address and a port",
        default: Some("\"127.0.0.1:8080\""),
        doc: "Where the service answers; `[::]:8080` is every address of the machine, port 0 any free port.",
        example: "\"[::]:8080\"",
        flag: Some("--listen"),
        needs_restart: true,
        ..PLAIN
    },
    Key {
        name: "server.trusted_proxies",
        shape: Shape::List,
        expects: "a list of addresses and networks",
        default: Some("[]"),
        doc: "Whose `Forwarded` and `X-Forwarded-For` headers count: the proxies in front of the service and \
              nobody else, because a header from anybody else lets a client choose its address.",
        example: "[\"10.0.0.0/8\", \"2001:db8::7\"]",
        ..PLAIN
    },
    Key {
        name: "server.list_length",
        shape: Shape::Number,
        expects: "a whole number from 1 to 100",
        default: Some("10"),
        doc: "How many mirrors an answer names at most.",
        example: "10",
        ..PLAIN
    },
    Key {
        name: "server.rotation",
        expects: DURATION,
        default: Some("\"5m\""),
        doc: "How long a client gets equally good mirrors in the same order before they are shuffled anew.",
        example: "\"5m\"",
        ..PLAIN
    },
    Key {
        name: "server.fallback_url",
        expects: "an http or https URL without user name, password and query",
        doc: "The base URL that is handed out when no mirror can serve.",
        example: "\"https://repo.example.org/tanuki/\"",
        ..PLAIN
    },
    Key {
        name: "server.admin_token",
        shape: Shape::Secret,
        expects: "a text of visible ASCII characters without blanks",
        doc: "With `Authorization: Bearer …` and this token, debug output shows private mirrors and e-mail addresses.",
        example: "\"a-long-random-text\"",
        ..PLAIN
    },
    Key {
        name: "server.log_addresses",
        shape: Shape::Switch,
        expects: "true or false",
        default: Some("false"),
        doc: "Whether logs name clients by their whole address; otherwise it is cut to /24 (IPv4) and /48 (IPv6).",
        example: "false",
        ..PLAIN
    },
    Key {
        name: "check.interval",
        expects: DURATION,
        default: Some("\"15m\""),
        doc: "How often every mirror is looked at.",
        example: "\"15m\"",
        ..PLAIN
    },
    Key {
        name: "check.mirror_timeout",
        expects: DURATION,
        default: Some("\"60s\""),
        doc: "How long the check of one mirror may take altogether.",
        example: "\"60s\"",
        ..PLAIN
    },
    Key {
        name: "check.reference",
        expects: "an http or https URL, or the path of a folder",
        doc: "The tree that all mirrors copy: what it publishes is what mirrors are compared with.",
        example: "\"https://repo.example.org/tanuki/\"",
        ..PLAIN
    },
    Key {
        name: "check.reference_interval",
        expects: DURATION,
        default: Some("\"60s\""),
        doc: "How often the reference tree is asked for something new.",
        example: "\"60s\"",
        ..PLAIN
    },
    Key {
        name: "check.module_references",
        shape: Shape::Map,
        expects: "an http or https URL, or the path of a folder, for each module",
        doc: "The reference trees of optional modules, by the module's name; a module's tree is its own.",
        example: "{ next = \"https://repo.example.org/tanuki-next/\" }",
        ..PLAIN
    },
    Key {
        name: "check.allow_private_addresses",
        shape: Shape::Switch,
        expects: "true or false",
        default: Some("false"),
        doc: "Whether checks may go to loopback, private and link-local addresses: strangers edit the registry, so \
              this is for tests and closed networks only.",
        example: "false",
        ..PLAIN
    },
    Key {
        name: "check.ca_file",
        expects: "the path of a file",
        doc: "Certificates (PEM) of authorities that are trusted besides the system's own.",
        example: "\"/etc/maneki/ca.pem\"",
        ..PLAIN
    },
    Key {
        name: "check.contact",
        expects: "an http, https or mailto URL",
        default: Some("\"https://maneki.example/\""),
        doc: "Where mirror operators find who is checking them: part of the User-Agent of every check; set it to a \
              page or an address of yours.",
        example: "\"https://mirrors.example.org/about\"",
        ..PLAIN
    },
    Key {
        name: "cloud.aws",
        expects: SOURCE,
        doc: "The address ranges of Amazon Web Services, in the provider's own format (`ip-ranges.json`).",
        example: "\"/var/lib/maneki/aws.json\"",
        ..PLAIN
    },
    Key {
        name: "cloud.azure",
        expects: SOURCE,
        doc: "The address ranges of Microsoft Azure, in the provider's own format (`ServiceTags_Public_….json`).",
        example: "\"/var/lib/maneki/azure.json\"",
        ..PLAIN
    },
    Key {
        name: "cloud.gcp",
        expects: SOURCE,
        doc: "The address ranges of Google Cloud, in the provider's own format (`cloud.json`).",
        example: "\"/var/lib/maneki/gcp.json\"",
        ..PLAIN
    },
    Key {
        name: "cloud.oci",
        expects: SOURCE,
        doc: "The address ranges of Oracle Cloud, in the provider's own format (`public_ip_ranges.json`).",
        example: "\"/var/lib/maneki/oci.json\"",
        ..PLAIN
    },
    Key {
        name: "geo.databases",
        shape: Shape::List,
        expects: "a list of paths of files",
        default: Some("[]"),
        doc: "MMDB files that say where an address is, any mix of layouts; without them the built-in tables answer.",
        example: "[\"/var/lib/maneki/city.mmdb\", \"/var/lib/maneki/asn.mmdb\"]",
        ..PLAIN
    },
    Key {
        name: "store.url",
        expects: "`sqlite:`, `sqlite:` with the path of a file, or a postgres:// URL",
        default: Some("\"sqlite:\""),
        doc: "Where history and the last snapshot are kept; `sqlite:` alone is a file in the state folder.",
        example: "\"postgres://maneki@db.example.org/maneki\"",
        needs_restart: true,
        ..PLAIN
    },
    Key {
        name: "lint.widest_ipv4",
        shape: Shape::Number,
        expects: "a whole number from 1 to 32",
        default: Some("12"),
        doc: "The shortest prefix of an IPv4 network in `subnets` that `maneki lint` does not warn of; what is \
              wider than /8 is always an error.",
        example: "16",
        ..PLAIN
    },
    Key {
        name: "lint.widest_ipv6",
        shape: Shape::Number,
        expects: "a whole number from 1 to 128",
        default: Some("24"),
        doc: "The same for IPv6; what is wider than /16 is always an error.",
        example: "32",
        ..PLAIN
    },
    Key {
        name: "lint.slowest_update",
        expects: DURATION,
        default: Some("\"3h\""),
        doc: "The longest `update_frequency` of a mirror that `maneki lint` has nothing to say about.",
        example: "\"6h\"",
        ..PLAIN
    },
    Key {
        name: "site.name",
        expects: "a text of 1 to 60 characters",
        doc: "What is mirrored: the name of the distribution, in the head and the title of every page.",
        example: "\"Tanuki Linux\"",
        ..PLAIN
    },
    Key {
        name: "site.logo",
        expects: "the path of a .svg, .png, .webp or .jpg file",
        doc: "A picture beside the name, of at most 256 kB; it is served by Maneki itself.",
        example: "\"/etc/maneki/logo.svg\"",
        ..PLAIN
    },
    Key {
        name: "site.accent",
        expects: "a colour such as `#1f5fa8`",
        default: Some("\"#1f5fa8\""),
        doc: "The colour of links and buttons; it is made darker or lighter as far as is needed to read it by day and by \
              night.",
        example: "\"#7a3e9d\"",
        ..PLAIN
    },
    Key {
        name: "site.url",
        expects: "an http or https URL without a path",
        doc: "Under which address people reach the site: for feeds, and for badges in other people's pages.",
        example: "\"https://mirrors.example.org\"",
        ..PLAIN
    },
    Key {
        name: "site.links",
        shape: Shape::Map,
        expects: "an http, https or mailto URL for each name",
        doc: "Links in the foot of every page, by the names that are shown.",
        example: "{ \"Report a problem\" = \"https://bugs.example.org\" }",
        ..PLAIN
    },
    Key {
        name: "site.sponsors",
        shape: Shape::Map,
        expects: "an http, https or mailto URL for each name",
        doc: "Who makes the service possible, and their pages; in the foot of every page.",
        example: "{ \"Example Institute\" = \"https://www.example.org\" }",
        ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_says_everything_about_itself() {
        for key in KEYS {
            assert!(key.name.contains('.'), "{}", key.name);
            assert!(!key.expects.is_empty() && !key.example.is_empty(), "{}", key.name);
            assert!(key.doc.ends_with('.') && !key.doc.contains("  "), "{}: {}", key.name, key.doc);
        }
    }

    #[test]
    fn no_key_is_there_twice() {
        let names: std::collections::BTreeSet<_> = KEYS.iter().map(|key| key.name).collect();
        assert_eq!(names.len(), KEYS.len());
    }
}
