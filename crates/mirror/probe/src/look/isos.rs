//! Sets of images: each file is requested with HEAD, and only until one is missing.

use std::sync::{Arc, Mutex, PoisonError};

use maneki_mirror_health::{Fault, IsoAsk, IsoFile, Observation, Outcome, Subject};
use tokio::time::sleep;

use crate::observed::observed;
use crate::route_probe::RouteProbe;

/// Checks every set that is due, two at a time. If the server is in trouble, or the time is over, the rest of the sets
/// stay without an observation.
pub(super) async fn check(probe: RouteProbe<'_>, asks: &[IsoAsk]) -> Vec<Observation> {
    let waiting = Mutex::new(asks.iter());
    let found = Mutex::new(Vec::new());
    let work = || async {
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(ask) = next else { return };
            let Some(observation) = check_set(probe, ask).await else { return };
            found.lock().unwrap_or_else(PoisonError::into_inner).push(observation);
        }
    };
    tokio::join!(work(), work());
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a set is complete; `None` if the responses do not show it.
async fn check_set(probe: RouteProbe<'_>, ask: &IsoAsk) -> Option<Observation> {
    let folder = format!("{}/{}", probe.route.base, ask.folder.path);
    let observation = |url: Arc<str>, outcome| {
        let subject = Subject::Isos(Arc::clone(&ask.folder), Arc::clone(&ask.set));
        observed(subject, url, probe.route.route, outcome)
    };
    for file in ask.set.iter() {
        let url: Arc<str> = format!("{folder}/{}", file.name).into();
        match check_image(probe, &url, file).await {
            Outcome::Failed(fault) if fault.is_server_wide() => return None,
            outcome @ Outcome::Failed(_) => return Some(observation(url, outcome)),
            _ => {}
        }
    }
    Some(observation(folder.into(), Outcome::Present))
}

/// One file, with a second attempt after a failure.
async fn check_image(probe: RouteProbe<'_>, url: &str, file: &IsoFile) -> Outcome {
    let mut outcome = probe.head(url, file.size).await;
    if matches!(&outcome, Outcome::Failed(fault) if !matches!(fault, Fault::OutOfTime(_))) {
        sleep(probe.limits.pause).await;
        outcome = probe.head(url, file.size).await;
    }
    outcome
}
