//! The thread that records health in the database, so that it survives a restart.
//!
//! Because it is a separate thread, a slow disk delays neither checks nor answers. Without a database, the service continues
//! from memory.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::Builder;

use jiff::Timestamp;
use maneki_ground_config::StoreUrl;
use maneki_mirror_checker::{HealthState, Setup};
use maneki_mirror_health::{Verdict, verdict};
use maneki_mirror_model::MirrorName;
use maneki_mirror_store::{Record, Remembered, Store, StoreError};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot, watch};
use tokio_util::sync::CancellationToken;

use crate::outside::News;
use maneki_ground_diagnostics::Problem;

/// The file of the database in the state folder.
const FILE: &str = "mirror.db";

/// The database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// It cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The path of the database.
pub fn database(url: &StoreUrl, state: &Path) -> Result<PathBuf, KeepError> {
    match url {
        StoreUrl::StateFolder => Ok(state.join(FILE)),
        StoreUrl::Sqlite(path) => Ok(path.clone()),
    }
}

/// Records health, if the database works.
pub(crate) struct Keeper {
    file: Result<PathBuf, KeepError>,
    store: Option<Store>,
    problem: Option<String>,
}

impl Keeper {
    /// Opens the database, and returns its content.
    pub(crate) async fn open(url: &StoreUrl, state: &Path) -> (Self, Remembered) {
        let mut keeper = Self { file: database(url, state), store: None, problem: None };
        let remembered = match keeper.restore().await {
            Ok(remembered) => remembered,
            Err(error) => {
                keeper.complain(&error);
                Remembered::default()
            }
        };
        (keeper, remembered)
    }

    async fn restore(&mut self) -> Result<Remembered, String> {
        let file = self.file.as_ref().map_err(ToString::to_string)?;
        let mut store = Store::open(file).await.map_err(|error| error.to_string())?;
        let remembered = store.restore().await.map_err(|error| error.to_string())?;
        self.store = Some(store);
        Ok(remembered)
    }

    /// The current problem.
    pub(crate) fn problem(&self) -> Option<Problem> {
        let summary = "the health of mirrors cannot be saved for a restart".to_owned();
        let details = format!("{summary}: {}", self.problem.as_ref()?);
        Some(Problem { summary, details })
    }

    /// Starts the thread. The returned task ends with the thread.
    pub(crate) fn start(
        self,
        told: watch::Receiver<Arc<HealthState>>,
        setups: watch::Receiver<Setup>,
        news: mpsc::Sender<News>,
        stop: CancellationToken,
    ) -> std::io::Result<oneshot::Receiver<()>> {
        let runtime = Handle::current();
        let (over, end) = oneshot::channel();
        let run = move || {
            runtime.block_on(self.run(told, setups, news, stop));
            // The receiver is gone if the service ends immediately.
            let _ = over.send(());
        };
        Builder::new().name("keep".to_owned()).spawn(run)?;
        Ok(end)
    }

    /// Records each change that is worth it, including the last one before the end.
    async fn run(
        mut self,
        mut told: watch::Receiver<Arc<HealthState>>,
        setups: watch::Receiver<Setup>,
        news: mpsc::Sender<News>,
        stop: CancellationToken,
    ) {
        let mut settled = told.borrow().settled;
        loop {
            tokio::select! {
                biased;
                changed = told.wait_for(|told| told.settled != settled) => if changed.is_err() { return },
                () = stop.cancelled() => return,
            }
            let believed = Arc::clone(&told.borrow_and_update());
            settled = believed.settled;
            let registry = Arc::clone(&setups.borrow().registry);
            let before = self.problem();
            match self.keep(&believed, &registry).await {
                Ok(()) => self.problem = None,
                Err(error) => self.complain(&error),
            }
            if self.problem() != before {
                // The sending loop ends only with the service.
                let _ = news.send(News::Keeping(self.problem())).await;
            }
        }
    }

    async fn keep(
        &mut self,
        believed: &HealthState,
        registry: &maneki_mirror_registry::Registry,
    ) -> Result<(), String> {
        let at = Timestamp::now();
        let judged = |name: &MirrorName| {
            let (mirror, health) = (registry.mirrors.get(name)?, believed.table.get(name)?);
            Some((name.clone(), verdict(mirror, Some(health), &believed.policy, at).verdict))
        };
        let verdicts: BTreeMap<MirrorName, Verdict> = believed.table.keys().filter_map(judged).collect();
        if self.store.is_none() {
            let file = self.file.as_ref().map_err(ToString::to_string)?;
            self.store = Some(Store::open(file).await.map_err(|error| error.to_string())?);
        }
        let Some(store) = &mut self.store else { return Ok(()) };
        let record =
            Record { at, table: &believed.table, reference: &believed.reference, verdicts: &verdicts };
        let rows = store.record(record).await.map_err(|error| error.to_string())?;
        tracing::debug!(rows, "kept");
        Ok(())
    }

    fn complain(&mut self, error: &str) {
        if self.problem.as_deref() != Some(error) {
            tracing::error!(
                "the health of mirrors cannot be saved, the service continues from memory: {error}"
            );
        }
        self.problem = Some(error.to_owned());
    }
}
