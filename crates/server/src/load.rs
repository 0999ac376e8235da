use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_config::Config;
use maneki_diagnostics::{Diagnostic, Severity, concise};
use maneki_geo::{Atlas, DatabaseError};
use maneki_registry::{Policy, Registry, SourceTree, Unreadable, parse};
use maneki_snapshot::{Networks, Snapshot};

use crate::edition::Edition;
use crate::places::{Addresses, places};

/// Where everything comes from.
#[derive(Debug, Clone)]
pub struct Loader {
    /// The folder of the registry.
    pub registry: PathBuf,
    /// The folder of what must survive a restart.
    pub state: PathBuf,
    /// Whether nobody may be asked for anything, and everything declared counts as there.
    pub no_check: bool,
}

/// A registry as it was read, and what is to be said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The files.
    pub source: SourceTree,
    /// What they mean.
    pub registry: Registry,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// There is no registry to serve.
#[derive(Debug, thiserror::Error)]
pub enum NotLoaded {
    /// The folder cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// `config.yml` cannot be used, and so nothing can.
    #[error("the registry cannot be used; mend config.yml first:\n{}", .0.join("\n"))]
    Unusable(Vec<String>),
}

/// What everybody may know of a database that cannot be used: the name of the file without its folders.
pub(crate) fn told_of_database(error: &DatabaseError) -> String {
    let name = error.path().file_name().unwrap_or_default().to_string_lossy();
    format!("the address database {name} cannot be used")
}

impl Loader {
    /// What everybody may know of a registry that cannot be used: places as seen from its own folder.
    pub(crate) fn told(&self, error: &NotLoaded) -> String {
        match error {
            NotLoaded::Unreadable(unreadable) => {
                format!("the registry cannot be read: {}", unreadable.problem())
            }
            NotLoaded::Unusable(findings) => {
                format!("the registry cannot be used: {}", self.without_its_folder(&findings.join("; ")))
            }
        }
    }

    /// What everybody may know of a problem in `config.yml`.
    pub(crate) fn told_finding(&self, finding: &Diagnostic) -> String {
        self.without_its_folder(&concise(finding))
    }

    fn without_its_folder(&self, text: &str) -> String {
        text.replace(&*self.registry.join("").to_string_lossy(), "")
    }

    /// Reads the registry.
    pub fn read(&self, config: &Config) -> Result<Loaded, NotLoaded> {
        let source = SourceTree::read(&self.registry)?;
        let policy = Policy { allow_private_addresses: config.check.allow_private_addresses };
        let parsed = parse(&source, policy);
        let Some(registry) = parsed.registry else {
            let errors = config_errors(&source, &parsed.diagnostics);
            return Err(NotLoaded::Unusable(errors.map(concise).collect()));
        };
        Ok(Loaded { source, registry, diagnostics: parsed.diagnostics })
    }

    /// Makes the edition of a registry: the same arguments make the same one.
    #[expect(clippy::too_many_arguments, reason = "an edition depends on this much")]
    pub(crate) fn edition(
        &self,
        registry: Registry,
        config: &Config,
        atlas: Arc<Atlas>,
        networks: Arc<Networks>,
        addresses: &Addresses,
        serial: u64,
        created: Timestamp,
    ) -> Edition {
        let places = places(&registry, &atlas, addresses);
        Edition {
            snapshot: Snapshot::build(registry, places, &networks, serial, created),
            atlas,
            networks,
            settings: Arc::new(config.server.clone()),
            status: if self.no_check { "ok" } else { "unknown" },
            all_mirrors: std::sync::OnceLock::new(),
        }
    }

    /// Makes a first edition without asking anybody: for the command line.
    pub fn first_edition(
        &self,
        registry: Registry,
        config: &Config,
        atlas: Atlas,
        networks: Networks,
        created: Timestamp,
    ) -> Edition {
        let nothing = Addresses::new();
        self.edition(registry, config, Arc::new(atlas), Arc::new(networks), &nothing, 1, created)
    }
}

impl Loaded {
    /// The errors in `config.yml`, each of which costs what it stands in.
    pub(crate) fn config_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        config_errors(&self.source, &self.diagnostics)
    }
}

fn config_errors<'a>(
    source: &'a SourceTree,
    diagnostics: &'a [Diagnostic],
) -> impl Iterator<Item = &'a Diagnostic> {
    let of_config = diagnostics.iter().filter(|finding| finding.path == source.config.path);
    of_config.filter(|finding| finding.severity == Severity::Error)
}

/// Says in the log what is wrong with a registry: every error, and how many warnings there are.
pub fn report(loaded: &Loaded) {
    let count = |severity| loaded.diagnostics.iter().filter(|finding| finding.severity == severity).count();
    for finding in loaded.diagnostics.iter().filter(|finding| finding.severity == Severity::Error).take(20) {
        tracing::warn!(target: "maneki::registry", "{}", concise(finding));
    }
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mirrors = loaded.registry.mirrors.len();
    tracing::info!(target: "maneki::registry", mirrors, errors, warnings, "the registry was read; `maneki lint` tells all");
}
