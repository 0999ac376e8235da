use maneki_mirror_health::State;
use maneki_mirror_snapshot::Cause;
use strum::IntoStaticStr;

/// Why a mirror is not in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum Exclusion {
    /// Only the vault has what is requested.
    OnlyVault,
    /// It does not carry the module.
    ModuleNotCarried,
    /// The operator of the service has taken it out.
    Drained,
    /// It cannot serve the request, for this reason.
    Unhealthy(Cause),
    /// It has not been checked yet, and others are known to be good.
    NotYetChecked,
    /// Its copy of the repository was never published, so that a client that knows the published digests would
    /// refuse it.
    NotPublished,
    /// It has no URL for the protocol.
    WrongProtocol,
    /// The requested protocol fails there.
    ProtocolFails,
    /// The client uses IPv6, and the mirror fails over it while others work.
    FailsOverIpv6,
    /// It is in none of the requested countries.
    OtherCountry,
    /// It is in a country that the client excludes.
    CountryExcluded,
    /// The client excludes it by name.
    NameExcluded,
    /// It is private, and the client is in none of its networks.
    Private,
    /// It serves only a cloud, and the client is in none of its regions.
    Cloud,
    /// Another mirror has a monopoly for the client's network.
    Monopoly,
    /// A better mirror has the same URL.
    DuplicateUrl,
    /// The list was full with better mirrors.
    ListFull,
}

impl Exclusion {
    /// The word in machine-readable output.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The reason as text that fits one mirror and many.
    pub fn words(self) -> &'static str {
        match self {
            Self::OnlyVault => "only the vault has what is requested",
            Self::ModuleNotCarried => "without the module",
            Self::Drained => "taken out by the operator of the service",
            Self::Unhealthy(Cause::Expired) => "too old, or without a TIME that says how old",
            Self::Unhealthy(Cause::Incomplete) => "without some of these images",
            Self::Unhealthy(Cause::Repository(state)) => match state {
                State::Stale => "with an outdated or unknown copy of this repository",
                State::Missing => "without this repository",
                State::Corrupt => "with a damaged copy of this repository",
                _ => "without an answer when last asked for this repository",
            },
            Self::NotYetChecked => "not checked yet",
            Self::NotPublished => "with a copy of this repository that is not known to have been published",
            Self::WrongProtocol => "without a URL for the protocol",
            Self::ProtocolFails => "where the requested protocol fails",
            Self::FailsOverIpv6 => "where IPv6 fails",
            Self::OtherCountry => "in none of the requested countries",
            Self::CountryExcluded => "in an excluded country",
            Self::NameExcluded => "excluded by name",
            Self::Private => "private, for other networks",
            Self::Cloud => "for cloud regions that the client is not in",
            Self::Monopoly => "another mirror has a monopoly for this network",
            Self::DuplicateUrl => "with the URL of a better mirror",
            Self::ListFull => "the list is full with better mirrors",
        }
    }
}
