//! A whole round.

use std::sync::Arc;

use maneki_mirror_health::{Look, Report};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::prober::Prober;

impl Prober {
    /// Carries out the looks of a plan, and hands over each report as soon as it is there. Rounds may overlap:
    /// together they look at no more mirrors at a time than one.
    pub async fn round(self: &Arc<Self>, looks: Vec<Look>, mut seen: impl FnMut(Report)) {
        let start = Instant::now();
        let mut tasks = JoinSet::new();
        for look in looks {
            let prober = Arc::clone(self);
            tasks.spawn(async move {
                sleep_until(start + look.after).await;
                // Nobody closes the room.
                let _place = prober.places.acquire().await;
                // Boxed, so that those who wait for a place take none in memory.
                Box::pin(prober.look(&look)).await
            });
        }
        while let Some(done) = tasks.join_next().await {
            // A look that panics is a fault of ours: its mirror stays as it was, and the others go on.
            if let Ok(report) = done {
                seen(report);
            }
        }
        self.hosts.clear();
    }
}
