//! The task that watches who is taken out.

use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_snapshot::Drains;
use maneki_mirror_store::DrainFile;
use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::outside::News;

/// How often the file is looked at: `maneki mirror drain` works within a second.
const EVERY: Duration = Duration::from_millis(250);

/// Who is taken out at a time.
pub(crate) fn in_force(mut drains: Drains, now: Timestamp) -> Drains {
    drains.retain(|_, drain| drain.is_on(now));
    drains
}

/// Tells who is taken out now, whenever that changes: by the file, or because a time is over. A file that
/// cannot be read leaves everything as it was.
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
                Err(error) => tracing::error!("{error}; who was taken out before stays so"),
            }
        }
        let now = in_force(written.clone(), Timestamp::now());
        if now != known {
            known.clone_from(&now);
            // The loop that listens ends only with the service.
            let _ = news.send(News::Drains(now)).await;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep(EVERY) => {}
        }
    }
}
