//! Says when something below the registry's folder changed, or the folder itself, and then nothing for a while.

use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

/// How long nothing may change before the folder is read: a checkout writes for a moment.
pub(crate) const QUIET: Duration = Duration::from_secs(2);

/// A watch over a folder; it ends when this is dropped.
pub(crate) struct Watch {
    watcher: RecommendedWatcher,
    folder: PathBuf,
    changes: mpsc::Receiver<()>,
    /// When it will have been quiet for long enough. Kept here and not in the future, which is dropped
    /// whenever the loop hears of something else first.
    quiet_at: Option<Instant>,
}

impl Watch {
    /// Watches a folder with everything in it, and its name.
    pub(crate) fn over(folder: &Path) -> notify::Result<Self> {
        // One waiting change is as good as many.
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

    /// Waits for a change and the quiet after it. Dropped before, it forgets nothing.
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

    /// Watches the folder that has the name now: another one may have been put in its place, or in that of the
    /// folder above it.
    pub(crate) fn renew(&mut self) {
        let _ = self.watcher.unwatch(&self.folder);
        if let Err(error) = self.watcher.watch(&self.folder, RecursiveMode::Recursive) {
            tracing::debug!(%error, "the registry cannot be watched for now");
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

/// Watches the folder in which the registry has its name, and nothing in it but that name: a registry that
/// was moved away comes back, and a link is led to another one.
fn watch_name(watcher: &mut RecommendedWatcher, folder: &Path) {
    let Some(above) = folder.parent() else { return };
    let _ = watcher.unwatch(above);
    if let Err(error) = watcher.watch(above, RecursiveMode::NonRecursive) {
        tracing::debug!(%error, "the folder above the registry cannot be watched");
    }
}

/// Whether a path is the registry's or in it: what git keeps for itself there changes with every fetch.
fn matters(path: &Path, folder: &Path) -> bool {
    path.strip_prefix(folder).is_ok_and(|inside| !inside.components().any(|part| part.as_os_str() == ".git"))
}
