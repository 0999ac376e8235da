//! Reports a change of the registry's folder or its content, after a quiet time.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// The quiet time before the folder is read, because a checkout takes a moment.
pub(crate) const QUIET: Duration = Duration::from_secs(2);

/// A watch of a folder, which ends when it is dropped.
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    folder: PathBuf,
    changes: mpsc::Receiver<()>,
    /// The end of the quiet time. It is not part of the future, because the loop drops the future when another event comes
    /// first.
    quiet_at: Option<Instant>,
}

impl Watch {
    /// Watches a folder with its content, and the name of the folder.
    pub(crate) fn over(folder: &Path) -> notify::Result<Self> {
        // One pending change is as good as many.
        let (sender, changes) = mpsc::channel(1);
        let folder = absolute(folder)?;
        let watched = folder.clone();
        let matters = move |path: &PathBuf| matters(path, &watched);
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(&matters)) {
                let _ = sender.try_send(());
            }
        })?;
        watcher.watch(&folder, RecursiveMode::Recursive)?;
        watch_name(&mut watcher, &folder);
        Ok(Self { watcher, folder, changes, quiet_at: None })
    }

    /// Waits for a change and for the quiet time after it. Dropping the future loses no change.
    pub(crate) async fn changed(&mut self) {
        loop {
            let Some(quiet_at) = self.quiet_at else {
                self.heard().await;
                continue;
            };
            tokio::select! {
                () = self.heard() => {}
                () = sleep_until(quiet_at) => {
                    self.quiet_at = None;
                    return;
                }
            }
        }
    }

    /// Watches the folder that has the name now, because the folder or its parent may have been replaced.
    pub(crate) fn renew(&mut self) {
        let _ = self.watcher.unwatch(&self.folder);
        if let Err(error) = self.watcher.watch(&self.folder, RecursiveMode::Recursive) {
            tracing::debug!(%error, "the registry cannot be watched at the moment");
        }
        watch_name(&mut self.watcher, &self.folder);
    }

    async fn heard(&mut self) {
        if self.changes.recv().await.is_none() {
            std::future::pending::<()>().await;
        }
        self.quiet_at = Some(Instant::now() + QUIET);
    }
}

/// Watches the parent folder of the registry for the registry's name only, because a registry can be moved away and back,
/// and a link can be changed.
fn watch_name(watcher: &mut RecommendedWatcher, folder: &Path) {
    let Some(above) = folder.parent() else { return };
    let _ = watcher.unwatch(above);
    if let Err(error) = watcher.watch(above, RecursiveMode::NonRecursive) {
        tracing::debug!(%error, "the parent folder of the registry cannot be watched");
    }
}

/// Whether a path is the registry or in it, but not in git's own folder, which changes with every fetch.
fn matters(path: &Path, folder: &Path) -> bool {
    path.strip_prefix(folder).is_ok_and(|inside| !inside.components().any(|part| part.as_os_str() == ".git"))
}
