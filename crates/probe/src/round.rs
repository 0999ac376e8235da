//! A whole round.

use std::sync::Arc;

use maneki_health::{Look, Report};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::limits::Limits;
use crate::prober::Prober;

impl Prober {
    /// Carries out the looks of a plan, and hands over each report as soon as it is there.
    pub async fn round(self: &Arc<Self>, looks: Vec<Look>, mut seen: impl FnMut(Report)) {
        let start = Instant::now();
        let places = Arc::new(Semaphore::new(Limits::MIRRORS));
        let mut tasks = JoinSet::new();
        for look in looks {
            let (prober, places) = (Arc::clone(self), Arc::clone(&places));
            tasks.spawn(async move {
                sleep_until(start + look.after).await;
                // Nobody closes the room.
                let _place = places.acquire_owned().await;
                prober.look(&look).await
            });
        }
        while let Some(done) = tasks.join_next().await {
            // A look that panics is a fault of ours: its mirror stays as it was, and the others go on.
            if let Ok(report) = done {
                seen(report);
            }
        }
        self.queues.tidy();
    }
}
