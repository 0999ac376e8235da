use maneki_mirror_model::Protocol;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a request reaches a mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Route {
    /// The protocol of the URL.
    #[serde(with = "protocol")]
    pub protocol: Protocol,
    /// The family of the address; `None` if the host name has no address, or the family does not matter.
    pub family: Option<Family>,
}

/// An address family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Addresses of 32 bits.
    V4,
    /// Addresses of 128 bits.
    V6,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V4 => "IPv4",
            Self::V6 => "IPv6",
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.protocol)?;
        self.family.map_or(Ok(()), |family| write!(f, " over {family}"))
    }
}

/// Writes a protocol as the scheme of its URLs.
mod protocol {
    use maneki_mirror_model::Protocol;
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
    pub(super) fn serialize<S: Serializer>(protocol: &Protocol, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(protocol)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Protocol, D::Error> {
        let word = String::deserialize(deserializer)?;
        Protocol::from_scheme(&word)
            .ok_or_else(|| de::Error::unknown_variant(&word, &["http", "https", "rsync", "ftp"]))
    }
}
