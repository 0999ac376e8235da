//! A reference tree on a web server.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::{Arc, Mutex, PoisonError};

use maneki_mirror_health::{Ask, BodyFault, Fault, Outcome, Published, Reading, Reference};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::{Holding, IsoFolder};
use tokio::time::{Instant, sleep};

use super::{FoundIsos, FoundRepository, Publishes};
use crate::limits::Limits;
use crate::prober::Prober;
use crate::route_probe::RouteProbe;
use crate::routes::{leave, routes_to};

/// Reads repositories over the first route, two at a time.
pub(super) async fn repositories(
    base: &BaseUrl,
    prober: &Prober,
    holdings: &[Arc<Holding>],
    reference: &Reference,
) -> Vec<FoundRepository> {
    let Prober { client, limits, .. } = prober;
    let deadline = Instant::now() + limits.mirror;
    let routes = routes_to(std::slice::from_ref(base), client, limits).await;
    let route = routes.first().expect("each URL has a route, though perhaps a broken one");
    if let Some(fault) = &route.fault {
        return holdings.iter().map(|holding| (Arc::clone(holding), Err(fault.clone()))).collect();
    }
    let probe = RouteProbe { client, limits, route, deadline };
    let waiting = Mutex::new(holdings.iter());
    let found = Mutex::new(Vec::with_capacity(holdings.len()));
    let work = || async {
        while !is_silent(&found.lock().unwrap_or_else(PoisonError::into_inner)) {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(holding) = next else { return };
            let one = repository(probe, holding, reference).await;
            found.lock().unwrap_or_else(PoisonError::into_inner).push((Arc::clone(holding), one));
        }
    };
    tokio::join!(work(), work());
    leave(base, client);
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Whether the server does not answer at all. The first round of checks waits for the reference, and need not wait for
/// every repository of a silent one.
fn is_silent(found: &[FoundRepository]) -> bool {
    let is_silent = |(_, one): &FoundRepository| one.as_ref().is_err_and(|fault| !fault.is_answer());
    // Each was requested twice.
    found.len() >= Limits::FAILURES / 2 && found.iter().all(is_silent)
}

async fn repository(
    probe: RouteProbe<'_>,
    holding: &Arc<Holding>,
    reference: &Reference,
) -> Result<Publishes, Fault> {
    let known = reference.get(holding).and_then(Published::here);
    let before = known.map(|known| (known.repomd.digest, known.validator.clone()));
    let ask = Ask { holding: Arc::clone(holding), known: before, published: None, witness: None };
    let mut outcome = probe.repository(&ask).await.outcome;
    if outcome.fault().is_some() {
        sleep(probe.limits.pause).await;
        outcome = probe.repository(&ask).await.outcome;
    }
    let (repomd, sha512, file, validator) = match outcome {
        Outcome::Repomd { facts, sha512, file, validator } => (facts, sha512, file, validator),
        Outcome::Unchanged => return Ok(Publishes::AsBefore),
        Outcome::Failed(fault) => return Err(fault),
        Outcome::Time(_) | Outcome::Present => return Err(BodyFault::Empty.into()),
    };
    if let Some(known) = known.filter(|known| known.repomd.digest == repomd.digest) {
        let witness = known.witness.clone();
        return Ok(Publishes::Now(Reading { repomd, sha512, witness, validator }));
    }
    // Mirrors are checked only for files that the reference itself has.
    let observed = match &file {
        Some(file) => probe.file(holding, file).await,
        None => None,
    };
    let witness = file.filter(|_| observed.is_some_and(|one| one.outcome.fault().is_none()));
    Ok(Publishes::Now(Reading { repomd, sha512, witness, validator }))
}

/// Reads which images are in each folder.
pub(super) async fn isos(base: &BaseUrl, prober: &Prober, folders: &[Arc<IsoFolder>]) -> Vec<FoundIsos> {
    let Prober { client, limits, .. } = prober;
    let deadline = Instant::now() + limits.mirror;
    let routes = routes_to(std::slice::from_ref(base), client, limits).await;
    let Some(route) = routes.first().filter(|route| route.fault.is_none()) else { return Vec::new() };
    let probe = RouteProbe { client, limits, route, deadline };
    let mut found = Vec::new();
    for folder in folders {
        found.push((Arc::clone(folder), probe.checksum(folder).await));
    }
    leave(base, client);
    found
}
