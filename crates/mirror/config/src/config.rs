use std::path::PathBuf;

use maneki_ground_config::{Noted, Outbound, Reader, Server, Site, Store, path};

use crate::check::Check;
use crate::cloud::Cloud;
use crate::geo::Geo;
use crate::lint::Lint;
use crate::lists::Lists;

/// The configuration that the mirror room reads: its own sections, and those of the ground.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Where the service listens, and which proxies it trusts.
    pub server: Server,
    /// How requests to other servers are sent.
    pub outbound: Outbound,
    /// Where observations are kept.
    pub store: Store,
    /// How pages look.
    pub site: Site,
    /// The folder of the registry.
    pub registry: Option<PathBuf>,
    /// Answers to clients.
    pub lists: Lists,
    /// Checks of mirrors.
    pub check: Check,
    /// Sources of the address ranges of clouds.
    pub cloud: Cloud,
    /// Sources of the locations of addresses.
    pub geo: Geo,
    /// Thresholds of the linter.
    pub lint: Lint,
}

impl Config {
    /// Reads all sections; every section is resolved before any of them gives up.
    pub fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let server = Server::resolve(reader);
        let outbound = Outbound::resolve(reader);
        let store = Store::resolve(reader);
        let site = Site::resolve(reader);
        let registry = reader.optional("mirror.registry", path);
        let lists = Lists::resolve(reader);
        let check = Check::resolve(reader);
        let cloud = Cloud::resolve(reader);
        let geo = Geo::resolve(reader);
        let lint = Lint::resolve(reader);
        Ok(Self {
            server: server?,
            outbound: outbound?,
            store: store?,
            site: site?,
            registry: registry?,
            lists: lists?,
            check: check?,
            cloud: cloud?,
            geo: geo?,
            lint: lint?,
        })
    }
}

/// The keys that differ and take effect only after a restart.
///
/// On SIGHUP the service reads its configuration again and applies every other change. It cannot apply these without
/// dropping what it holds: the listening socket, the open database and the watch over the registry.
pub fn needs_restart(old: &Config, new: &Config) -> Vec<&'static str> {
    let differs = [
        ("server.listen", old.server.listen != new.server.listen),
        ("store.url", old.store.url != new.store.url),
        ("mirror.registry", old.registry != new.registry),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
