use strum::{Display, IntoStaticStr, VariantArray};

/// A step of the ladder, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Rung {
    /// The mirror names a network that contains the client.
    Subnet,
    /// The mirror names the autonomous system of the client.
    Asn,
    /// The mirror serves the cloud region of the client.
    Cloud,
    /// The mirror is in the same country, at most [`NEAR_KM`](crate::NEAR_KM) away.
    Near,
    /// The mirror is in the same country, and farther away; or anywhere in it, if only the country of the client is
    /// known.
    Country,
    /// The mirror is in another country, at most [`NEAR_KM`](crate::NEAR_KM) away.
    Border,
    /// All other mirrors, by distance.
    Far,
    /// Any mirror, shuffled, for a client about which nothing is known.
    Anywhere,
}

impl Rung {
    /// All rungs, best first.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word in every output.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
