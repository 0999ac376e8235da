use std::ffi::OsString;

use crate::check::Check;
use crate::cloud::Cloud;
use crate::geo::Geo;
use crate::layers::file::ConfigFile;
use crate::lint::Lint;
use crate::problem::Problems;
use crate::reader::{Noted, Reader};
use crate::server::Server;
use crate::site::Site;
use crate::store::Store;
use crate::written::Written;

/// The configuration as the service uses it: every value is of the type that it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// How requests are answered.
    pub server: Server,
    /// How mirrors are looked at.
    pub check: Check,
    /// Where the address ranges of clouds come from.
    pub cloud: Cloud,
    /// Who says where an address is.
    pub geo: Geo,
    /// Where history is kept.
    pub store: Store,
    /// What the linter calls unusual.
    pub lint: Lint,
    /// How pages look.
    pub site: Site,
}

/// What is in force: what it means, and as it was written, with origins.
#[derive(Debug, Clone)]
pub struct Effective {
    /// What it means.
    pub config: Config,
    /// As it was written.
    pub written: Written,
}

/// Lays file, environment and flags over the defaults.
///
/// `environment` is everything there is (`std::env::vars_os()`): only names that begin with `MANEKI_` are
/// looked at. `flags` are full names of keys with values in the notation of variables; only those that were
/// given. All problems of all layers are reported together.
pub fn load<'a>(
    file: Option<ConfigFile<'_>>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    flags: impl IntoIterator<Item = (&'a str, String)>,
) -> Result<Effective, Problems> {
    let mut problems = Vec::new();
    let written = Written::merge(file, environment, flags, &mut problems);
    let mut reader = Reader::new(&written, problems);
    let config = Config::resolve(&mut reader);
    let problems = reader.into_problems();
    match config {
        Ok(config) if problems.is_empty() => Ok(Effective { config, written }),
        _ => Err(Problems::new(problems)),
    }
}

impl Config {
    /// Every section is resolved before any of them gives up.
    fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let server = Server::resolve(reader);
        let check = Check::resolve(reader);
        let cloud = Cloud::resolve(reader);
        let geo = Geo::resolve(reader);
        let store = Store::resolve(reader);
        let lint = Lint::resolve(reader);
        let site = Site::resolve(reader);
        Ok(Self {
            server: server?,
            check: check?,
            cloud: cloud?,
            geo: geo?,
            store: store?,
            lint: lint?,
            site: site?,
        })
    }
}

impl Effective {
    /// What is in force as TOML, each line with its origin; secrets are hidden.
    pub fn print(&self) -> String {
        crate::print::print(&self.written)
    }
}
