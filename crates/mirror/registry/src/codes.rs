//! The codes of the rules that loading applies, each with what it stands for.

use maneki_ground_diagnostics::RuleCode;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: RuleCode = RuleCode($text);)*
    };
}

codes! {
    /// An address for the public that the public cannot reach.
    ADDRESS_NOT_PUBLIC = "address-not-public";
    /// A network with bits set behind its prefix.
    CIDR_HOST_BITS = "cidr-host-bits";
    /// What is no network in CIDR notation.
    CIDR_INVALID = "cidr-invalid";
    /// A network that would capture a large part of the internet.
    CIDR_TOO_WIDE = "cidr-too-wide";
    /// A cloud that nobody knows.
    CLOUD_TYPE_UNKNOWN = "cloud-type-unknown";
    /// A cloud mirror that names no region.
    CLOUD_WITHOUT_REGIONS = "cloud-without-regions";
    /// A `config_version` that is not read.
    CONFIG_VERSION = "config-version-unsupported";
    /// A country that is not written as its ISO 3166-1 code.
    COUNTRY_NOT_ISO = "country-not-iso";
    /// Latitude or longitude that are none.
    COORDINATES_INVALID = "coordinates-invalid";
    /// What is no duration.
    DURATION_INVALID = "duration-invalid";
    /// A key that is written twice.
    DUPLICATE_KEY = "duplicate-key";
    /// A name that two mirrors or two repositories have.
    DUPLICATE_NAME = "duplicate-name";
    /// A file that cannot be read.
    FILE_UNREADABLE = "file-unreadable";
    /// A required key that is not there.
    MISSING_KEY = "missing-key";
    /// A number that is no autonomous system number.
    ASN_INVALID = "asn-invalid";
    /// A name that cannot be one.
    NAME_INVALID = "name-invalid";
    /// A registry without mirrors.
    NO_MIRRORS = "no-mirrors";
    /// A mirror that dnf could not use.
    NO_USABLE_URL = "no-usable-url";
    /// A number that is not plain decimal digits.
    NUMBER_NOTATION = "number-notation";
    /// A path that is none.
    PATH_INVALID = "path-invalid";
    /// A word that some readers take for a truth value.
    UNQUOTED_BOOLEAN = "unquoted-boolean";
    /// A key that nobody reads.
    UNKNOWN_KEY = "unknown-key";
    /// A URL that cannot be used.
    URL_INVALID = "url-invalid";
    /// A scheme that differs from the key above it.
    URL_SCHEME = "url-scheme";
    /// A version that is none.
    VERSION_INVALID = "version-invalid";
    /// A version that some readers take for a number.
    VERSION_NOT_QUOTED = "version-not-quoted";
    /// A value of a wrong type.
    WRONG_TYPE = "wrong-type";
    /// Text that is no YAML.
    YAML_SYNTAX = "yaml-syntax";
}
