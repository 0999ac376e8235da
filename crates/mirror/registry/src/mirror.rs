use std::sync::Arc;

use ipnet::IpNet;
use maneki_mirror_model::{
    Asn, BaseUrl, CloudProvider, Coordinates, CountryCode, MirrorName, ModuleName, Protocol, Protocols,
};
use url::Url;

/// A mirror as its operator declares it in one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Mirror {
    /// Its identity.
    pub name: MirrorName,
    /// The file that declares it.
    pub path: Arc<str>,
    /// Where the main tree lies.
    pub urls: Urls,
    /// Where the trees of the optional modules lie, for those that it carries.
    pub modules: Vec<(ModuleName, Urls)>,
    /// How often it says to fetch from upstream, as written.
    pub update_frequency: Box<str>,
    /// Who pays for it.
    pub sponsor: Sponsor,
    /// How to reach its operator; not for the public.
    pub email: Option<Box<str>>,
    /// Where it says to stand.
    pub geolocation: Geolocation,
    /// Handed only to the networks and systems that it names.
    pub private: bool,
    /// The only answer to the networks that it names.
    pub monopoly: bool,
    /// The systems that it serves before others.
    pub asns: Vec<Asn>,
    /// The networks that it serves before others.
    pub subnets: Subnets,
    /// The cloud regions that it serves, and nobody else.
    pub cloud: Option<Cloud>,
}

/// Who pays for a mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sponsor {
    /// The name, free text of a stranger.
    pub name: Box<str>,
    /// A page, as written; not checked to be a URL.
    pub url: Box<str>,
}

/// Base URLs by protocol; at most one for each, whatever key it was declared under.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Urls {
    urls: Vec<BaseUrl>,
    protocols: Protocols,
}

/// Where a mirror says to stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Geolocation {
    /// The continent, as written.
    pub continent: Option<Box<str>>,
    /// The country.
    pub country: Option<CountryCode>,
    /// State or province, as written.
    pub state: Option<Box<str>>,
    /// City, as written.
    pub city: Option<Box<str>>,
    /// Exact coordinates, where they are given.
    pub coordinates: Option<Coordinates>,
}

/// The networks that a mirror serves before others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subnets {
    /// Written in the file; empty for most.
    Listed(Vec<IpNet>),
    /// A JSON list to be fetched.
    Remote(Url),
}

/// The cloud regions that a mirror serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cloud {
    /// Whose cloud.
    pub provider: CloudProvider,
    /// Which of its regions.
    pub regions: CloudRegions,
}

/// Which regions of a cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloudRegions {
    /// Every one.
    All,
    /// These, in lower case.
    Listed(Vec<Box<str>>),
}

impl Mirror {
    /// The base URLs of a module's tree, if the mirror carries it.
    pub fn module(&self, module: &ModuleName) -> Option<&Urls> {
        self.modules.iter().find(|(name, _)| name == module).map(|(_, urls)| urls)
    }

    /// Whether anybody may be sent here: neither private nor for one cloud alone.
    pub fn is_public(&self) -> bool {
        !self.private && self.cloud.is_none()
    }
}

impl Urls {
    /// Takes URLs as they were declared: the first of each protocol counts.
    pub fn new(declared: impl IntoIterator<Item = BaseUrl>) -> Self {
        let mut urls = Vec::<BaseUrl>::new();
        for url in declared {
            if !urls.iter().any(|known| known.protocol() == url.protocol()) {
                urls.push(url);
            }
        }
        Self { protocols: urls.iter().map(BaseUrl::protocol).collect(), urls }
    }

    /// The URL for a protocol.
    pub fn get(&self, protocol: Protocol) -> Option<&BaseUrl> {
        self.urls.iter().find(|url| url.protocol() == protocol)
    }

    /// The protocols that there is a URL for.
    pub fn protocols(&self) -> Protocols {
        self.protocols
    }

    /// Every URL, in the order of the declaration.
    pub fn iter(&self) -> impl Iterator<Item = &BaseUrl> {
        self.urls.iter()
    }
}

impl Default for Subnets {
    fn default() -> Self {
        Self::Listed(Vec::new())
    }
}
