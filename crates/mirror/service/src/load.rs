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

/// Loads the registry and the state.
#[derive(Debug, Clone)]
pub struct Loader {
    /// The folder of the registry.
    pub registry: PathBuf,
    /// The state folder, for everything that must survive a restart.
    pub state: PathBuf,
    /// Whether no requests are sent, and every declared mirror counts as healthy.
    pub no_check: bool,
}

/// A registry, and the findings about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// The files.
    pub source: SourceTree,
    /// The parsed registry.
    pub registry: Registry,
    /// The findings about the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Everything that is known besides the registry. By default there are no checks, and nothing is known.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// The tables that locate addresses.
    pub atlas: Arc<Atlas>,
    /// The networks that are fetched, and not in the registry.
    pub networks: Arc<Networks>,
    /// The addresses of the mirrors' names.
    pub addresses: Addresses,
    /// The health of the mirrors; `None` without checks.
    pub believed: Option<Arc<HealthState>>,
    /// The mirrors that the operator has drained.
    pub drains: Drains,
}

/// Why there is no registry to serve.
#[derive(Debug, thiserror::Error)]
pub enum NotLoaded {
    /// The folder cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The folder has no `config.yml`.
    #[error(
        "{} has no config.yml: is this the folder of a registry? name the folder that contains config.yml",
        one_line(&.0.display().to_string())
    )]
    NotARegistry(PathBuf),
    /// `config.yml` cannot be used, so the registry cannot be used either.
    #[error("the registry cannot be used: fix config.yml first\n  {}", .0.join("\n  "))]
    Unusable(Vec<String>),
}

/// The problem of an unusable database. Its summary is public, and has the name of the file without its folders.
pub(crate) fn told_of_database(error: &DatabaseError) -> Problem {
    let name = error.path().file_name().unwrap_or_default().to_string_lossy();
    Problem { summary: format!("the address database {name} cannot be used"), details: error.to_string() }
}

impl Loader {
    /// The problem of an unusable registry. Its summary is public, and has paths relative to the registry.
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
    /// Why no mirror can serve clients, if that is so.
    fn why_nobody_is_served(&self) -> Option<String> {
        let (files, folder) = (self.source.mirrors.len(), &self.registry.catalog.mirrors_dir);
        match (self.registry.mirrors.is_empty(), files) {
            (false, _) => None,
            (true, 0) => Some(format!("there is no mirror file in `{folder}`")),
            (true, _) => Some(format!("no mirror file in `{folder}` can be used, of {files}")),
        }
    }

    /// The errors in `config.yml`, each of which leaves out its entry.
    pub(crate) fn config_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        config_errors(&self.source, &self.diagnostics)
    }
}

/// Whether a path does not exist. A dangling link exists.
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

/// Logs the findings about a registry: every error, and the number of warnings.
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
