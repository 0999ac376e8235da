use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};
use axum::body::Bytes;
use maneki_ground_diagnostics::{Diagnostic, Problem};
use maneki_ground_http::Audience;
use maneki_mirror_api::diagnostics::{DiagnosticObject, Document, Hidden, document};
use maneki_mirror_checker::HealthState;
use tokio::sync::Semaphore;

use crate::edition::Edition;
use crate::load::Loaded;
use crate::past::Past;
use crate::readiness::Readiness;

/// The current edition, and the problems of the service.
pub(crate) struct Published {
    edition: ArcSwap<Edition>,
    readiness: ArcSwap<Readiness>,
    findings: ArcSwap<Findings>,
    /// The history.
    pub(crate) past: Past,
    /// The permit to create a large document, one at a time.
    turn: Semaphore,
}

/// The findings about the current registry.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// With paths relative to the registry: pages and documents must not show paths of the machine.
    diagnostics: Vec<Diagnostic>,
    hidden: Hidden,
    /// The folder of the registry, as the paths of its files begin.
    root: String,
}

impl From<&Loaded> for Findings {
    fn from(loaded: &Loaded) -> Self {
        let root = loaded.source.root();
        let hidden = Hidden::new(&loaded.source.mirrors, loaded.registry.mirrors.values()).relative_to(root);
        Self { diagnostics: relative(&loaded.diagnostics, root), hidden, root: root.to_owned() }
    }
}

impl Findings {
    /// The findings that an audience may know.
    pub(crate) fn document(&self, audience: Audience) -> Document {
        document(&self.diagnostics, &self.hidden, audience)
    }

    /// The findings in one file that an audience may know; `path` is the path with the folder of the registry.
    pub(crate) fn of_file(&self, path: &str, audience: Audience) -> Vec<DiagnosticObject> {
        let path = path.strip_prefix(self.root.as_str()).unwrap_or(path);
        let here: Vec<_> =
            self.diagnostics.iter().filter(|finding| *finding.path == *path).cloned().collect();
        document(&here, &self.hidden, audience).diagnostics
    }
}

fn relative(diagnostics: &[Diagnostic], root: &str) -> Vec<Diagnostic> {
    diagnostics.iter().map(|finding| finding.relative_to(root)).collect()
}

impl Published {
    pub(crate) fn new(edition: Edition, past: Past) -> Self {
        let readiness = Readiness::new(&edition, None, Vec::new());
        Self {
            edition: ArcSwap::from_pointee(edition),
            readiness: ArcSwap::from_pointee(readiness),
            findings: ArcSwap::default(),
            past,
            turn: Semaphore::new(1),
        }
    }

    pub(crate) fn edition(&self) -> Guard<Arc<Edition>> {
        self.edition.load()
    }

    /// The document about all mirrors of an edition for an audience. Its timestamp is that of the edition.
    ///
    /// It has nearly a kilobyte per mirror, so it is created once, one at a time, and on a thread where it delays no other
    /// request.
    pub(crate) async fn all_mirrors(&self, edition: Arc<Edition>, audience: Audience) -> Bytes {
        let made = match audience {
            Audience::Public => &edition.all_mirrors.public,
            Audience::Administrator => &edition.all_mirrors.administrator,
        };
        let make = || async {
            let _turn = self.turn.acquire().await;
            let edition = Arc::clone(&edition);
            tokio::task::spawn_blocking(move || edition.describe(audience)).await.unwrap_or_default()
        };
        made.get_or_init(make).await.clone()
    }

    pub(crate) fn readiness(&self) -> Guard<Arc<Readiness>> {
        self.readiness.load()
    }

    /// The problems that keep the service or its history from being up to date.
    pub(crate) fn problems(&self) -> Vec<Problem> {
        self.readiness().problems.iter().cloned().chain(self.past.problem()).collect()
    }

    /// The findings about the registry.
    pub(crate) fn findings(&self) -> Guard<Arc<Findings>> {
        self.findings.load()
    }

    /// Stores the findings about a new registry.
    pub(crate) fn found(&self, loaded: &Loaded) -> Arc<Findings> {
        let findings = Arc::new(Findings::from(loaded));
        self.findings.store(Arc::clone(&findings));
        findings
    }

    /// Adds findings about a registry, unless it has been replaced.
    pub(crate) fn found_more(&self, before: &Arc<Findings>, diagnostics: &[Diagnostic]) {
        let findings = Findings {
            diagnostics: relative(diagnostics, &before.root),
            hidden: before.hidden.clone(),
            root: before.root.clone(),
        };
        self.findings.compare_and_swap(before, Arc::new(findings));
    }

    /// Replaces the edition. Requests in progress finish with the old one.
    pub(crate) fn publish(&self, edition: Edition, believed: Option<&HealthState>, problems: Vec<Problem>) {
        self.readiness.store(Arc::new(Readiness::new(&edition, believed, problems)));
        self.edition.store(Arc::new(edition));
    }

    /// Sets the problems while the old edition stays in service.
    pub(crate) fn complain(&self, believed: Option<&HealthState>, problems: Vec<Problem>) {
        let readiness = Readiness::new(&self.edition.load(), believed, problems);
        self.readiness.store(Arc::new(readiness));
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use maneki_ground_config::{Keys, load};
    use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

    use jiff::Timestamp;
    use maneki_mirror_config::Config;
    use maneki_mirror_geo::Atlas;

    use super::*;
    use crate::load::Learned;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: []\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {}\nrepos: []\n";

    /// An edition without any mirror.
    pub(crate) fn published() -> Published {
        let source = SourceTree::from_texts(CONFIG, []);
        let registry = parse(&source, ParseOptions::default()).registry.unwrap();
        let keys = Keys::new(&[maneki_ground_config::KEYS, maneki_mirror_config::KEYS]);
        let config = load(keys, Config::resolve, None, [], []).unwrap().config;
        let (atlas, _) = Atlas::open(&[] as &[std::path::PathBuf]);
        let learned = Learned { atlas: Arc::new(atlas), ..Learned::default() };
        Published::new(Edition::new(registry, &config, &learned, 1, Timestamp::UNIX_EPOCH), Past::of(None))
    }

    #[tokio::test]
    async fn what_is_large_is_made_once_for_each_audience() {
        let published = published();
        let made =
            async |audience| published.all_mirrors(published.edition().clone(), audience).await.as_ptr();
        let (public, administrator) = tokio::join!(made(Audience::Public), made(Audience::Administrator));
        assert_ne!(public, administrator);
        assert_eq!(public, made(Audience::Public).await);
        assert_eq!(administrator, made(Audience::Administrator).await);
    }
}
