use std::sync::Arc;

use ipnet::IpNet;
use maneki_mirror_model::{
    Asn, BaseUrl, CloudProvider, Coordinates, CountryCode, MirrorName, ModuleName, Protocol, Protocols,
};
use url::Url;

/// A mirror as its operator declares it in one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Mirror {
    pub name: MirrorName,
    /// The file that declares it.
    pub path: Arc<str>,
    /// The base URLs of the main tree.
    pub urls: Urls,
    /// The base URLs of the optional modules that it carries.
    pub modules: Vec<(ModuleName, Urls)>,
    /// How often it claims to synchronise, as written.
    pub update_frequency: Box<str>,
    pub sponsor: Sponsor,
    /// The address of its operator; not for the public.
    pub email: Option<Box<str>>,
    pub geolocation: Geolocation,
    /// Whether only the networks and systems below get it.
    pub private: bool,
    /// Whether clients in its networks get no other mirror.
    pub monopoly: bool,
    /// Clients in these systems get it first.
    pub asns: Vec<Asn>,
    /// Clients in these networks get it first.
    pub subnets: Subnets,
    /// The only cloud regions that get it.
    pub cloud: Option<Cloud>,
}

/// The sponsor of a mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sponsor {
    /// The name: text of a stranger.
    pub name: Box<str>,
    /// A page, as written: not necessarily a URL.
    pub url: Box<str>,
}

/// Base URLs, at most one for each protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Urls {
    urls: Vec<BaseUrl>,
    protocols: Protocols,
}

/// The location of a mirror, as its operator declares it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Geolocation {
    /// The continent, as written.
    pub continent: Option<Box<str>>,
    pub country: Option<CountryCode>,
    /// State or province, as written.
    pub state: Option<Box<str>>,
    /// City, as written.
    pub city: Option<Box<str>>,
    pub coordinates: Option<Coordinates>,
}

/// The networks whose clients get a mirror first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subnets {
    /// A list in the file; empty for most mirrors.
    Listed(Vec<IpNet>),
    /// The URL of a JSON list.
    Remote(Url),
}

/// The cloud regions of a mirror.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cloud {
    pub provider: CloudProvider,
    pub regions: CloudRegions,
}

/// Regions of a cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloudRegions {
    /// Every region.
    All,
    /// These, in lower case.
    Listed(Vec<Box<str>>),
}

impl Mirror {
    /// The base URLs of a module, if the mirror carries it.
    pub fn module(&self, module: &ModuleName) -> Option<&Urls> {
        self.modules.iter().find(|(name, _)| name == module).map(|(_, urls)| urls)
    }

    /// Whether every client may get it: it is neither private nor for one cloud.
    pub fn is_public(&self) -> bool {
        !self.private && self.cloud.is_none()
    }
}

impl Urls {
    /// URLs in the order of their declaration; the first of each protocol counts.
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

    /// The protocols with a URL.
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
