use strum::{Display, EnumString, IntoStaticStr};

/// A cloud with published address ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum CloudProvider {
    /// Amazon Web Services.
    Aws,
    /// Microsoft Azure.
    Azure,
    /// Google Cloud.
    Gcp,
    /// Oracle Cloud.
    Oci,
}

impl CloudProvider {
    /// Every provider, in the order of their keys.
    pub const ALL: [Self; 4] = [Self::Aws, Self::Azure, Self::Gcp, Self::Oci];

    /// The word that mirror files (`cloud_type`) and the configuration (`cloud.*`) use.
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// The provider of a key, in any case.
    pub fn from_key(key: &str) -> Option<Self> {
        key.parse().ok()
    }
}
