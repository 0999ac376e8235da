//! Which sets of images a mirror has.

use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_registry::IsoFolder;

use crate::iso::{IsoHealth, IsoSet};
use crate::observation::{Observation, Outcome, Subject, TreeReport};

/// A set is complete when all of its files were there; one look is enough, for a file that failed was asked
/// for twice.
pub(super) fn learn(isos: &mut BTreeMap<Arc<IsoFolder>, IsoHealth>, report: &TreeReport) {
    for observation in &report.observations {
        let Subject::Isos(folder, set) = &observation.subject else { continue };
        let condition = condition(set, observation, isos.get(folder));
        isos.insert(Arc::clone(folder), condition);
    }
}

fn condition(set: &IsoSet, seen: &Observation, before: Option<&IsoHealth>) -> IsoHealth {
    let fault = match &seen.outcome {
        Outcome::Failed(fault) => Some(fault.clone()),
        _ => None,
    };
    // Who lacks something of another set has not lacked it for longer.
    let same = before.filter(|before| match (&before.fault, &fault) {
        (None, None) => true,
        (Some(_), Some(_)) => before.set == *set,
        _ => false,
    });
    IsoHealth {
        set: Arc::clone(set),
        url: fault.as_ref().map(|_| Arc::clone(&seen.url)),
        fault,
        since: same.map_or(seen.at, |before| before.since),
        checked: seen.at,
    }
}
