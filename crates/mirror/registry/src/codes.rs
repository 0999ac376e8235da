//! The codes of the rules that loading applies.

use maneki_ground_diagnostics::RuleCode;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: RuleCode = RuleCode($text);)*
    };
}

codes! {
    /// An address of a public mirror that is not reachable from the internet.
    ADDRESS_NOT_PUBLIC = "address-not-public";
    /// Not an autonomous system number.
    ASN_INVALID = "asn-invalid";
    /// A network with bits set after its prefix.
    CIDR_HOST_BITS = "cidr-host-bits";
    /// Not a network in CIDR notation.
    CIDR_INVALID = "cidr-invalid";
    /// A network that would capture a large part of the internet.
    CIDR_TOO_WIDE = "cidr-too-wide";
    /// Not a known cloud provider.
    CLOUD_TYPE_UNKNOWN = "cloud-type-unknown";
    /// A cloud mirror without regions.
    CLOUD_WITHOUT_REGIONS = "cloud-without-regions";
    /// A `config_version` that is not supported.
    CONFIG_VERSION = "config-version-unsupported";
    /// Latitude or longitude out of range, or one without the other.
    COORDINATES_INVALID = "coordinates-invalid";
    /// Not an ISO 3166-1 country code.
    COUNTRY_NOT_ISO = "country-not-iso";
    /// A repeated key.
    DUPLICATE_KEY = "duplicate-key";
    /// A name of two mirrors or two repositories.
    DUPLICATE_NAME = "duplicate-name";
    /// Not a duration.
    DURATION_INVALID = "duration-invalid";
    /// An optional key without a value.
    EMPTY_VALUE = "empty-value";
    /// A file that cannot be read.
    FILE_UNREADABLE = "file-unreadable";
    /// A required key that is missing.
    MISSING_KEY = "missing-key";
    /// A name in the wrong form.
    NAME_INVALID = "name-invalid";
    /// A registry without mirrors.
    NO_MIRRORS = "no-mirrors";
    /// A mirror that dnf cannot use.
    NO_USABLE_URL = "no-usable-url";
    /// A number that programs read differently.
    NUMBER_NOTATION = "number-notation";
    /// A path in the wrong form.
    PATH_INVALID = "path-invalid";
    /// A key that no program reads.
    UNKNOWN_KEY = "unknown-key";
    /// A word that some programs read as a truth value.
    UNQUOTED_BOOLEAN = "unquoted-boolean";
    /// A URL that cannot be used.
    URL_INVALID = "url-invalid";
    /// A URL whose scheme differs from its key.
    URL_SCHEME = "url-scheme";
    /// Not a version.
    VERSION_INVALID = "version-invalid";
    /// A version that some programs read as a number.
    VERSION_NOT_QUOTED = "version-not-quoted";
    /// A value of the wrong type.
    WRONG_TYPE = "wrong-type";
    /// A text that is not YAML.
    YAML_SYNTAX = "yaml-syntax";
}
