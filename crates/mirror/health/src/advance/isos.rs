//! Which sets of images a mirror has.

use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_registry::IsoFolder;

use crate::iso::{IsoHealth, IsoSet};
use crate::observation::{Observation, Subject, TreeReport};

/// A set is complete if all of its files exist. One look is enough to decide that it is not, because a file that
/// failed was requested twice.
pub(super) fn learn(isos: &mut BTreeMap<Arc<IsoFolder>, IsoHealth>, report: &TreeReport) {
    for observation in &report.observations {
        let Subject::Isos(folder, set) = &observation.subject else { continue };
        let health = health(set, observation, isos.get(folder));
        isos.insert(Arc::clone(folder), health);
    }
}

fn health(set: &IsoSet, observation: &Observation, before: Option<&IsoHealth>) -> IsoHealth {
    let fault = observation.outcome.fault().cloned();
    // A set that is incomplete has been so only since it was published.
    let same = before.filter(|before| match (&before.fault, &fault) {
        (None, None) => true,
        (Some(_), Some(_)) => before.set == *set,
        _ => false,
    });
    IsoHealth {
        set: Arc::clone(set),
        url: fault.as_ref().map(|_| Arc::clone(&observation.url)),
        fault,
        since: same.map_or(observation.at, |before| before.since),
        checked: observation.at,
    }
}
