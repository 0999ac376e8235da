//! The keys that the files may have, with what each holds: one list for the reader, the linter and the
//! JSON Schemas, so that they cannot differ.

/// The keys of one group.
#[derive(Debug)]
pub struct Table {
    /// Where the group stands, in words that follow "belongs".
    pub place: &'static str,
    /// Its keys, in the order in which people write them.
    pub keys: &'static [Key],
    /// Words that people write for a key because others call it so, each with the key.
    pub(crate) synonyms: &'static [(&'static str, &'static str)],
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// What is written.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// The key beside which it must be there as well.
    pub(crate) needed_by: Option<&'static str>,
    /// What its value is.
    pub shape: Shape,
    /// What it says, for the person who writes it.
    pub doc: &'static str,
}

/// What the value of a key is.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// The number of the format: one of these.
    Format(&'static [i64]),
    /// Any text.
    Text,
    /// Any text, or nothing.
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
    /// Degrees, from minus this to this.
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
    Group(&'static Table),
    /// A group of modules, each a group of these keys.
    Modules(&'static Table),
    /// A list of groups with these keys.
    Groups(&'static Table),
}

const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: true, needed_by: None, shape, doc }
}

const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, needed_by: None, shape, doc }
}

const fn beside(other: &'static str, name: &'static str, shape: Shape, doc: &'static str) -> Key {
    Key { name, required: false, needed_by: Some(other), shape, doc }
}

/// A mirror file.
pub static MIRROR: Table = Table {
    place: "at the top level",
    keys: &[
        optional("config_version", Shape::Format(&[1]), "The format of the file; 1 is the only one."),
        required("name", Shape::HostName, "The host name of the mirror, which is also the name of the file."),
        required("address", Shape::Group(&ADDRESS), "Where the distribution lies, by protocol."),
        optional("address_optional", Shape::Modules(&ADDRESS), "Where the optional modules lie."),
        required("update_frequency", Shape::Duration, "How often the mirror is synchronised, such as `3h`."),
        required("sponsor", Shape::Text, "Who pays for the mirror."),
        required("sponsor_url", Shape::Page, "A page of the sponsor."),
        optional("email", Shape::Email, "How to reach the operator; never shown to the public."),
        optional("geolocation", Shape::Group(&GEOLOCATION), "Where the mirror stands."),
        optional("private", Shape::Boolean, "Handed only to the networks and systems that the file names."),
        optional("monopoly", Shape::Boolean, "The only answer to the networks in `subnets`."),
        optional("asn", Shape::Asns, "Autonomous systems whose clients get this mirror first."),
        optional("subnets", Shape::Networks, "Networks whose clients get this mirror first."),
        optional("cloud_type", Shape::Cloud, "The cloud that the mirror serves, and nobody else."),
        beside("cloud_type", "cloud_regions", Shape::Words, "The regions of the cloud, or `all`."),
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
};

/// The URLs of a mirror or of a module.
pub static ADDRESS: Table = Table {
    place: "under `address`",
    keys: &[
        optional("http", Shape::BaseUrl("http"), "The base URL for HTTP."),
        optional("https", Shape::BaseUrl("https"), "The base URL for HTTPS."),
        optional("rsync", Shape::BaseUrl("rsync"), "The base URL for rsync, for mirrors of mirrors."),
        optional("ftp", Shape::BaseUrl("ftp"), "The base URL for FTP; handed out to nobody."),
    ],
    synonyms: &[("ssl", "https"), ("tls", "https"), ("web", "http")],
};

/// Where a mirror stands.
pub static GEOLOCATION: Table = Table {
    place: "under `geolocation`",
    keys: &[
        optional("continent", Shape::Text, "The continent; the country says it already."),
        optional("country", Shape::Country, "The country by its ISO 3166-1 code, such as `DE`."),
        optional("state_province", Shape::TextOrNothing, "The state or province."),
        optional("city", Shape::TextOrNothing, "The city."),
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
};

/// The service config.
pub static CONFIG: Table = Table {
    place: "at the top level",
    keys: &[
        required("config_version", Shape::Format(&[2, 3]), "The format of the file."),
        required(
            "allowed_outdate",
            Shape::Duration,
            "How old the content of a mirror may be and still be handed out, such as `12h`.",
        ),
        required("mirrors_dir", Shape::Folder, "The folder of the mirror files."),
        required("vault_mirror", Shape::WebUrl, "The server of old releases and sources."),
        required("versions", Shape::Versions, "The versions that mirrors carry."),
        required("duplicated_versions", Shape::VersionByVersion, "The point release of each major version."),
        optional("optional_module_versions", Shape::VersionsByModule, "Optional modules and their versions."),
        required("vault_versions", Shape::Versions, "The versions that only the vault has."),
        required("required_protocols", Shape::Protocols, "The protocols of which a mirror must serve one."),
        required("arches", Shape::WordsByVersion, "The architectures of each version."),
        required("repos", Shape::Groups(&REPOSITORY), "What clients may ask for."),
    ],
    synonyms: &[
        ("architectures", "arches"),
        ("mirrors", "mirrors_dir"),
        ("modules", "optional_module_versions"),
        ("protocols", "required_protocols"),
        ("repositories", "repos"),
        ("vault", "vault_mirror"),
    ],
};

/// A repository of the service config.
pub static REPOSITORY: Table = Table {
    place: "in a repository of `repos`",
    keys: &[
        required("name", Shape::Text, "What clients call it."),
        required("path", Shape::Path, "Where it lies below a version; `$basearch` is filled in."),
        optional("arches", Shape::Words, "The only architectures that have it."),
        optional("versions", Shape::Versions, "The only versions that have it."),
        optional("vault", Shape::Boolean, "Kept by the vault alone."),
    ],
    synonyms: &[("architectures", "arches"), ("id", "name")],
};

/// A group whose keys are data and not known beforehand.
pub(crate) static ANY: Table = Table { place: "", keys: &[], synonyms: &[] };

impl Key {
    /// What it says, as it goes on in a sentence.
    pub(crate) fn says(&self) -> String {
        let mut characters = self.doc.trim_end_matches('.').chars();
        let first: String = characters.next().into_iter().flat_map(char::to_lowercase).collect();
        format!("{first}{}", characters.as_str())
    }
}

impl Table {
    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// Another group of the same file that has this key.
    pub(crate) fn elsewhere(&self, name: &str) -> Option<&'static Self> {
        let files: [&[&'static Self]; 2] = [&[&MIRROR, &ADDRESS, &GEOLOCATION], &[&CONFIG, &REPOSITORY]];
        let file = files.into_iter().find(|file| {
            file.iter().any(|table| table.place == self.place && std::ptr::eq(table.keys, self.keys))
        })?;
        file.iter().find(|table| table.key(name).is_some()).copied()
    }
}
