//! Says when something below the registry's folder changed and then nothing for a while.

use std::path::Path;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;

/// How long nothing may change before the folder is read: a checkout writes for a moment.
pub(crate) const QUIET: Duration = Duration::from_secs(2);

/// A watch over a folder; it ends when this is dropped.
pub(crate) struct Watch {
    _watcher: RecommendedWatcher,
    changes: mpsc::Receiver<()>,
}

impl Watch {
    /// Watches a folder with everything in it.
    pub(crate) fn over(folder: &Path) -> notify::Result<Self> {
        // One waiting change is as good as many.
        let (sender, changes) = mpsc::channel(1);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !event.kind.is_access()) {
                let _ = sender.try_send(());
            }
        })?;
        watcher.watch(folder, RecursiveMode::Recursive)?;
        Ok(Self { _watcher: watcher, changes })
    }

    /// Waits for a change and the quiet after it.
    pub(crate) async fn changed(&mut self) {
        if self.changes.recv().await.is_none() {
            return std::future::pending().await;
        }
        while tokio::time::timeout(QUIET, self.changes.recv()).await.is_ok() {}
    }
}
