//! How values of other crates are written down.

/// A protocol as the scheme of its URLs.
pub(crate) mod protocol {
    use maneki_mirror_model::Protocol;
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
    pub(crate) fn serialize<S: Serializer>(protocol: &Protocol, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(protocol)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Protocol, D::Error> {
        let word = String::deserialize(deserializer)?;
        Protocol::from_scheme(&word)
            .ok_or_else(|| de::Error::unknown_variant(&word, &["http", "https", "rsync", "ftp"]))
    }
}
