//! The keys of the files, with the form of each value: one list for the reader, the linter and the JSON Schemas.

use maneki_ground_yaml::{Key, Presence, Table};

/// The form of a value.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// The version of the format: one of these.
    Format(&'static [i64]),
    /// Any text.
    Text,
    /// Any text, or no value.
    TextOrNothing,
    /// A host name.
    HostName,
    /// An e-mail address.
    Email,
    /// The URL of a page.
    Page,
    /// A base URL with this scheme.
    BaseUrl(&'static str),
    /// A base URL that dnf can use.
    WebUrl,
    /// `true` or `false`.
    Boolean,
    /// A duration such as `3h`.
    Duration,
    /// A country by its ISO 3166-1 code.
    Country,
    /// Degrees from `-n` to `n`.
    Degrees(i16),
    /// An autonomous system number, or a list of them.
    Asns,
    /// A list of networks, or the URL of one.
    Networks,
    /// A cloud provider.
    Cloud,
    /// A list of names.
    Words,
    /// A folder inside the registry.
    Folder,
    /// A path below a version.
    Path,
    /// A list of versions.
    Versions,
    /// Versions by version.
    VersionByVersion,
    /// Lists of versions by the name of a module.
    VersionsByModule,
    /// Lists of architectures by version.
    WordsByVersion,
    /// A list of protocols.
    Protocols,
    /// A group with keys of its own.
    Group(&'static Table<Self>),
    /// A group of modules, each a group of these keys.
    Modules(&'static Table<Self>),
    /// A list of groups with these keys.
    Groups(&'static Table<Self>),
}

const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key<Shape> {
    Key::new(name, Presence::Required, shape, doc)
}

const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key<Shape> {
    Key::new(name, Presence::Optional, shape, doc)
}

const fn may_be_empty(name: &'static str, shape: Shape, doc: &'static str) -> Key<Shape> {
    Key::new(name, Presence::MayBeEmpty, shape, doc)
}

const fn required_with(
    other: &'static str,
    name: &'static str,
    shape: Shape,
    doc: &'static str,
) -> Key<Shape> {
    Key::new(name, Presence::RequiredWith(other), shape, doc)
}

/// What happens while a key that restricts the clients of a mirror is misspelt.
const SERVED_TO_ALL: &str = "the mirror is served to all clients";

/// A mirror file.
pub static MIRROR: Table<Shape> = Table {
    place: "at the top level",
    keys: &[
        optional("config_version", Shape::Format(&[1]), "The format of the file; 1 is the only one."),
        required("name", Shape::HostName, "The host name of the mirror, which is also the name of the file."),
        required("address", Shape::Group(&ADDRESS), "The base URLs of the distribution, by protocol."),
        optional("address_optional", Shape::Modules(&ADDRESS), "The base URLs of the optional modules."),
        required("update_frequency", Shape::Duration, "How often the mirror is synchronised, such as `3h`."),
        required("sponsor", Shape::Text, "The sponsor of the mirror."),
        required("sponsor_url", Shape::Page, "A page of the sponsor."),
        optional("email", Shape::Email, "The address of the operator; never shown to the public."),
        optional("geolocation", Shape::Group(&GEOLOCATION), "The location of the mirror."),
        optional(
            "private",
            Shape::Boolean,
            "Whether only the networks and systems in this file get the mirror.",
        )
        .until_then(SERVED_TO_ALL),
        optional("monopoly", Shape::Boolean, "Whether clients in `subnets` get no other mirror."),
        optional("asn", Shape::Asns, "Autonomous systems whose clients get this mirror first."),
        optional("subnets", Shape::Networks, "Networks whose clients get this mirror first."),
        optional("cloud_type", Shape::Cloud, "The only cloud that gets the mirror.")
            .until_then(SERVED_TO_ALL),
        required_with("cloud_type", "cloud_regions", Shape::Words, "The regions of the cloud, or `all`."),
    ],
    synonyms: &[
        ("addresses", "address"),
        ("asns", "asn"),
        ("autonomous_systems", "asn"),
        ("cloud", "cloud_type"),
        ("cloud_provider", "cloud_type"),
        ("contact", "email"),
        ("e-mail", "email"),
        ("frequency", "update_frequency"),
        ("host", "name"),
        ("hostname", "name"),
        ("location", "geolocation"),
        ("mail", "email"),
        ("networks", "subnets"),
        ("regions", "cloud_regions"),
        ("url", "address"),
        ("urls", "address"),
    ],
    neighbours: || vec![&ADDRESS, &GEOLOCATION],
};

/// The URLs of a mirror or of a module.
pub static ADDRESS: Table<Shape> = Table {
    place: "under `address`",
    keys: &[
        optional("http", Shape::BaseUrl("http"), "The base URL for HTTP."),
        optional("https", Shape::BaseUrl("https"), "The base URL for HTTPS."),
        optional("rsync", Shape::BaseUrl("rsync"), "The base URL for rsync, for other mirrors to copy from."),
        optional("ftp", Shape::BaseUrl("ftp"), "The base URL for FTP; not served to clients."),
    ],
    synonyms: &[("ssl", "https"), ("tls", "https"), ("web", "http")],
    neighbours: || vec![&MIRROR, &GEOLOCATION],
};

/// The location of a mirror.
pub static GEOLOCATION: Table<Shape> = Table {
    place: "under `geolocation`",
    keys: &[
        optional("continent", Shape::Text, "The continent; redundant beside the country."),
        optional("country", Shape::Country, "The country by its ISO 3166-1 code, such as `DE`."),
        may_be_empty("state_province", Shape::TextOrNothing, "The state or province."),
        may_be_empty("city", Shape::TextOrNothing, "The city."),
        optional("latitude", Shape::Degrees(90), "The latitude in degrees, together with `longitude`."),
        optional("longitude", Shape::Degrees(180), "The longitude in degrees, together with `latitude`."),
    ],
    synonyms: &[
        ("country_code", "country"),
        ("lat", "latitude"),
        ("lng", "longitude"),
        ("lon", "longitude"),
        ("long", "longitude"),
        ("province", "state_province"),
        ("region", "state_province"),
        ("state", "state_province"),
        ("town", "city"),
    ],
    neighbours: || vec![&MIRROR, &ADDRESS],
};

/// The service config.
pub static CONFIG: Table<Shape> = Table {
    place: "at the top level",
    keys: &[
        required("config_version", Shape::Format(&[2, 3]), "The format of the file."),
        required(
            "allowed_outdate",
            Shape::Duration,
            "The age, such as `12h`, from which the content of a mirror counts as out of date.",
        ),
        required("mirrors_dir", Shape::Folder, "The folder of the mirror files."),
        required("vault_mirror", Shape::WebUrl, "The server of old releases and sources."),
        required("versions", Shape::Versions, "The versions that mirrors carry."),
        required("duplicated_versions", Shape::VersionByVersion, "The point release of each major version."),
        optional("optional_module_versions", Shape::VersionsByModule, "Optional modules and their versions."),
        required("vault_versions", Shape::Versions, "The versions that only the vault has."),
        required(
            "required_protocols",
            Shape::Protocols,
            "The protocols of which a mirror must have at least one.",
        ),
        required("arches", Shape::WordsByVersion, "The architectures of each version."),
        required("repos", Shape::Groups(&REPOSITORY), "The repositories that clients may request."),
    ],
    synonyms: &[
        ("architectures", "arches"),
        ("mirrors", "mirrors_dir"),
        ("modules", "optional_module_versions"),
        ("protocols", "required_protocols"),
        ("repositories", "repos"),
        ("vault", "vault_mirror"),
    ],
    neighbours: || vec![&REPOSITORY],
};

/// A repository of the service config.
pub static REPOSITORY: Table<Shape> = Table {
    place: "in a repository of `repos`",
    keys: &[
        required("name", Shape::Text, "The name in requests."),
        required("path", Shape::Path, "The path below a version; `$basearch` is replaced."),
        optional("arches", Shape::Words, "The only architectures with this repository."),
        optional("versions", Shape::Versions, "The only versions with this repository."),
        optional("vault", Shape::Boolean, "Whether only the vault has this repository."),
    ],
    synonyms: &[("architectures", "arches"), ("id", "name")],
    neighbours: || vec![&CONFIG],
};

/// A group whose keys are data.
pub(crate) static ANY: Table<Shape> = Table { place: "", keys: &[], synonyms: &[], neighbours: Vec::new };
