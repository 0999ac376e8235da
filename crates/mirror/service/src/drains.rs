//! The task that watches the list of drained mirrors.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_snapshot::Drains;
use maneki_mirror_store::DrainFile;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::outside::News;

/// The interval between two readings of the file, so that `maneki mirror drain` takes effect within a second.
const EVERY: Duration = Duration::from_millis(250);

/// The mirrors that are drained at a time.
pub(crate) fn in_force(mut drains: Drains, now: Timestamp) -> Drains {
    drains.retain(|_, drain| drain.is_on(now));
    drains
}

/// Sends the drained mirrors whenever they change, because the file changed or a drain ended. An unreadable file changes
/// nothing.
pub(crate) async fn watch(
    file: DrainFile,
    mut known: Drains,
    news: mpsc::Sender<News>,
    stop: CancellationToken,
) {
    let mut written = known.clone();
    let mut mark = None;
    loop {
        let now_marked = file.mark();
        if now_marked != mark {
            mark = now_marked;
            match file.read() {
                Ok(drains) => written = drains,
                Err(error) => tracing::error!("{error}; drained mirrors stay drained"),
            }
        }
        let now = in_force(written.clone(), Timestamp::now());
        if now != known {
            known.clone_from(&now);
            // The receiving loop ends only with the service.
            let _ = news.send(News::Drains(now)).await;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep(EVERY) => {}
        }
    }
}
