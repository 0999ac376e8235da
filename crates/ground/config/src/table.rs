use crate::key::{Key, Shape};

/// What a duration must be, for [`Key::expects`]: the bounds of [`duration`](crate::duration()).
pub const DURATION: &str = "a duration from 1s to 8760h, with units";

/// The keys of the ground: sections that every room reads, or none.
pub const KEYS: &[Key] = &[
    Key {
        name: "server.listen",
        expects: "an address and a port",
        default: Some("\"127.0.0.1:8080\""),
        doc: "The address that the service listens on; `[::]:8080` is every address of the machine, port 0 any free port.",
        example: "\"[::]:8080\"",
        flag: Some("--listen"),
        needs_restart: true,
        ..Key::PLAIN
    },
    Key {
        name: "server.trusted_proxies",
        shape: Shape::List,
        expects: "a list of addresses and networks",
        default: Some("[]"),
        doc: "The proxies in front of the service: only their `Forwarded` and `X-Forwarded-For` headers count, because \
              such a header from any other peer would let a client choose its address.",
        example: "[\"10.0.0.0/8\", \"2001:db8::7\"]",
        ..Key::PLAIN
    },
    Key {
        name: "server.admin_token",
        shape: Shape::Secret,
        expects: "a text of visible ASCII characters without spaces",
        doc: "With `Authorization: Bearer …` and this token, debug output shows private mirrors and e-mail addresses.",
        example: "\"a-long-random-text\"",
        ..Key::PLAIN
    },
    Key {
        name: "server.log_addresses",
        shape: Shape::Switch,
        expects: "true or false",
        default: Some("false"),
        doc: "Whether logs contain whole addresses of clients; otherwise addresses are cut to /24 (IPv4) and /48 (IPv6).",
        example: "false",
        ..Key::PLAIN
    },
    Key {
        name: "outbound.allow_private_addresses",
        shape: Shape::Switch,
        expects: "true or false",
        default: Some("false"),
        doc: "Whether requests may go to loopback, private and link-local addresses. Strangers edit the files that name \
              the URLs, so this is for tests and closed networks only.",
        example: "false",
        ..Key::PLAIN
    },
    Key {
        name: "outbound.ca_file",
        expects: "the path of a file",
        doc: "Certificates (PEM) of authorities that are trusted in addition to the system's own.",
        example: "\"/etc/maneki/ca.pem\"",
        ..Key::PLAIN
    },
    Key {
        name: "outbound.contact",
        expects: "an http, https or mailto URL",
        default: Some("\"https://maneki.example/\""),
        doc: "Where operators of other servers find out who sends the requests: part of the User-Agent of every request; \
              set it to a page or a mail address of yours.",
        example: "\"https://mirrors.example.org/about\"",
        ..Key::PLAIN
    },
    Key {
        name: "store.url",
        expects: "`sqlite:`, or `sqlite:` with the path of a file",
        default: Some("\"sqlite:\""),
        doc: "The SQLite database of the mirrors' history and health; `sqlite:` alone is a file in the state folder.",
        example: "\"sqlite:/var/lib/maneki/mirror.db\"",
        needs_restart: true,
        ..Key::PLAIN
    },
    Key {
        name: "site.name",
        expects: "a text of 1 to 60 characters",
        doc: "The name of the distribution, in the head and the title of every page.",
        example: "\"Tanuki Linux\"",
        ..Key::PLAIN
    },
    Key {
        name: "site.logo",
        expects: "the path of a .svg, .png, .webp or .jpg file",
        doc: "A picture beside the name, of at most 256 kB; Maneki serves it itself.",
        example: "\"/etc/maneki/logo.svg\"",
        ..Key::PLAIN
    },
    Key {
        name: "site.accent",
        expects: "a colour such as `#1f5fa8`",
        default: Some("\"#1f5fa8\""),
        doc: "The colour of links and buttons; it is made darker or lighter where the light or the dark theme needs more \
              contrast.",
        example: "\"#7a3e9d\"",
        ..Key::PLAIN
    },
    Key {
        name: "site.url",
        expects: "an http or https URL without a path",
        doc: "The public address of the site, for feeds and for badges in pages of others.",
        example: "\"https://mirrors.example.org\"",
        ..Key::PLAIN
    },
    Key {
        name: "site.links",
        shape: Shape::Map,
        expects: "an http, https or mailto URL for each name",
        doc: "Links in the foot of every page, by their names.",
        example: "{ \"Report a problem\" = \"https://bugs.example.org\" }",
        ..Key::PLAIN
    },
    Key {
        name: "site.sponsors",
        shape: Shape::Map,
        expects: "an http, https or mailto URL for each name",
        doc: "Sponsors and their pages, in the foot of every page.",
        example: "{ \"Example Institute\" = \"https://www.example.org\" }",
        ..Key::PLAIN
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_documented() {
        for key in KEYS {
            assert!(key.name.contains('.'), "{}", key.name);
            assert!(!key.expects.is_empty() && !key.example.is_empty(), "{}", key.name);
            assert!(key.doc.ends_with('.') && !key.doc.contains("  "), "{}: {}", key.name, key.doc);
        }
    }
}
