//! Sets of images: each file is asked for by HEAD, and only until one is missing.

use std::sync::{Arc, Mutex, PoisonError};

use maneki_mirror_health::{Fault, IsoAsk, IsoFile, Observation, Outcome, Subject};
use tokio::time::{Instant, sleep};

use super::observed;
use crate::prober::Prober;
use crate::routes::Lead;

impl Prober {
    /// Asks for every set that is due, two at a time. A server that is in trouble, or for which there is no time
    /// left, is asked for no more, and nothing is said about the rest.
    pub(super) async fn ask_isos(
        &self,
        lead: &Lead,
        asks: &[IsoAsk],
        deadline: Instant,
        observations: &mut Vec<Observation>,
    ) {
        let waiting = Mutex::new(asks.iter());
        let found = Mutex::new(Vec::new());
        let work = || async {
            loop {
                let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some(ask) = next else { return };
                let Some(seen) = self.ask_set(lead, ask, deadline).await else { return };
                found.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
            }
        };
        tokio::join!(work(), work());
        observations.extend(found.into_inner().unwrap_or_else(PoisonError::into_inner));
    }

    /// Whether a set is whole; `None` where the server says nothing about it.
    async fn ask_set(&self, lead: &Lead, ask: &IsoAsk, deadline: Instant) -> Option<Observation> {
        let folder = format!("{}/{}", lead.base, ask.folder.path);
        let seen = |url: Arc<str>, outcome| {
            observed(Subject::Isos(Arc::clone(&ask.folder), Arc::clone(&ask.set)), url, lead.route, outcome)
        };
        for file in ask.set.iter() {
            let url: Arc<str> = format!("{folder}/{}", file.name).into();
            match self.ask_image(lead, &url, file, deadline).await {
                Outcome::Failed(fault) if fault.is_of_the_server() => return None,
                outcome @ Outcome::Failed(_) => return Some(seen(url, outcome)),
                _ => {}
            }
        }
        Some(seen(folder.into(), Outcome::Present))
    }

    /// One file, and after a failure once more.
    async fn ask_image(&self, lead: &Lead, url: &str, file: &IsoFile, deadline: Instant) -> Outcome {
        let mut outcome = self.ask_head(lead, url, file.size, deadline).await;
        if matches!(&outcome, Outcome::Failed(fault) if !matches!(fault, Fault::OutOfTime(_))) {
            sleep(self.limits.pause).await;
            outcome = self.ask_head(lead, url, file.size, deadline).await;
        }
        outcome
    }
}
