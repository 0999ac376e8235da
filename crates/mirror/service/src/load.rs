use std::path::{Path, PathBuf};
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Severity, concise, one_line};
use maneki_mirror_checker::HealthState;
use maneki_mirror_config::Config;
use maneki_mirror_geo::{Atlas, DatabaseError};
use maneki_mirror_registry::{ParseOptions, Registry, SourceTree, Unreadable, parse};
use maneki_mirror_snapshot::{Drains, Networks};

use crate::places::Addresses;
use maneki_ground_diagnostics::Problem;

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

/// What was learned besides the registry. By default nobody checks, and nothing is known.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// Where addresses are.
    pub atlas: Arc<Atlas>,
    /// The networks that do not stand in the registry.
    pub networks: Arc<Networks>,
    /// What the names of mirrors stand for.
    pub addresses: Addresses,
    /// What mirrors have; `None` where nobody checks.
    pub believed: Option<Arc<HealthState>>,
    /// Which mirrors the operator has taken out.
    pub drains: Drains,
}

/// There is no registry to serve.
#[derive(Debug, thiserror::Error)]
pub enum NotLoaded {
    /// The folder cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// There is no `config.yml`.
    #[error(
        "{} has no config.yml: is this the folder of a registry? name the folder that contains config.yml",
        one_line(&.0.display().to_string())
    )]
    NotARegistry(PathBuf),
    /// `config.yml` cannot be used, so nothing can.
    #[error("the registry cannot be used: fix config.yml first\n  {}", .0.join("\n  "))]
    Unusable(Vec<String>),
}

/// Everybody may know the name of a database that cannot be used, without its folders.
pub(crate) fn told_of_database(error: &DatabaseError) -> Problem {
    let name = error.path().file_name().unwrap_or_default().to_string_lossy();
    Problem { summary: format!("the address database {name} cannot be used"), details: error.to_string() }
}

impl Loader {
    /// A registry that cannot be used: everybody may know places as seen from its own folder.
    pub(crate) fn told(&self, error: &NotLoaded) -> Problem {
        let summary = match error {
            NotLoaded::Unreadable(unreadable) => {
                format!("the registry cannot be read: {}", unreadable.problem())
            }
            NotLoaded::NotARegistry(_) => "the registry has no config.yml".to_owned(),
            NotLoaded::Unusable(findings) => {
                format!("the registry cannot be used: {}", self.without_its_folder(&findings.join("; ")))
            }
        };
        Problem { summary, details: error.to_string() }
    }

    /// A problem in `config.yml`.
    pub(crate) fn told_finding(&self, finding: &Diagnostic) -> Problem {
        let details = concise(finding);
        Problem { summary: self.without_its_folder(&details), details }
    }

    fn without_its_folder(&self, text: &str) -> String {
        text.replace(&*self.registry.join("").to_string_lossy(), "")
    }

    /// Reads the registry.
    pub fn read(&self, config: &Config) -> Result<Loaded, NotLoaded> {
        let source = SourceTree::read(&self.registry)?;
        let policy = ParseOptions { allow_private_addresses: config.outbound.allow_private_addresses };
        let parsed = parse(&source, policy);
        let Some(registry) = parsed.registry else {
            if is_missing(&self.registry.join("config.yml")) {
                return Err(NotLoaded::NotARegistry(self.registry.clone()));
            }
            let errors = config_errors(&source, &parsed.diagnostics);
            return Err(NotLoaded::Unusable(errors.map(concise).collect()));
        };
        Ok(Loaded { source, registry, diagnostics: parsed.diagnostics })
    }
}

impl Loaded {
    /// Why no client can be sent to a mirror, if none can.
    fn why_nobody_is_served(&self) -> Option<String> {
        let (files, folder) = (self.source.mirrors.len(), &self.registry.catalog.mirrors_dir);
        match (self.registry.mirrors.is_empty(), files) {
            (false, _) => None,
            (true, 0) => Some(format!("there is no mirror file in `{folder}`")),
            (true, _) => Some(format!("no mirror file in `{folder}` can be used, of {files}")),
        }
    }

    /// The errors in `config.yml`, each of which costs what it stands in.
    pub(crate) fn config_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        config_errors(&self.source, &self.diagnostics)
    }
}

/// Whether there is nothing at a path; a dangling link is something.
#[expect(clippy::disallowed_methods, reason = "explains why a registry cannot be read")]
fn is_missing(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
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
    tracing::info!(target: "maneki::registry", mirrors, errors, warnings, "registry loaded; run `maneki mirror lint` for details");
    if let Some(why) = loaded.why_nobody_is_served() {
        tracing::warn!(target: "maneki::registry", "{why}: every list is empty, or the fallback");
    }
}
