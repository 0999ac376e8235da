//! Which protocols and address families lead to a mirror.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::fault::Fault;
use crate::health::RouteHealth;
use crate::observation::{Outcome, Route, Subject, TreeReport};

/// A way works when a repomd.xml or a list of modules came over it, and fails when nothing but failures did, twice.
pub(super) fn learn(routes: &mut BTreeMap<Route, RouteHealth>, report: &TreeReport) {
    let asked: BTreeSet<Route> = report.observations.iter().map(|one| one.route).collect();
    // A name that has lost its addresses, or has found some, leaves the old ways behind.
    routes.retain(|route, _| {
        asked.contains(route) || !asked.iter().any(|other| other.protocol == route.protocol)
    });
    for route in asked {
        let on_it = || report.observations.iter().filter(move |one| one.route == route);
        let Some(last) = on_it().next_back() else { continue };
        let brought = on_it().any(|one| match one.subject {
            Subject::Repository(_) => matches!(one.outcome, Outcome::Repomd { .. } | Outcome::Unchanged),
            Subject::Modules => one.outcome == Outcome::Present,
            Subject::Time | Subject::File(_) | Subject::Isos(..) => false,
        });
        let failures: Vec<(&Fault, &Arc<str>)> = on_it()
            .filter(|one| !matches!(one.subject, Subject::Isos(..)))
            .filter_map(|one| Some((one.outcome.fault()?, &one.url)))
            .collect();
        let repeated =
            || failures.iter().enumerate().any(|(n, one)| failures[..n].iter().any(|o| o.1 == one.1));
        let failed_before = routes.get(&route).is_some_and(|known| known.fault.is_some());
        let settled = report.abandoned.is_some() || failed_before || repeated();
        let (fault, url) = match failures.last() {
            _ if brought => (None, &last.url),
            Some((fault, url)) if settled => (Some((*fault).clone()), *url),
            _ => continue,
        };
        let since = match routes.get(&route) {
            Some(known) if known.fault.is_some() == fault.is_some() => known.since,
            _ => last.at,
        };
        routes.insert(route, RouteHealth { fault, since, url: Arc::clone(url) });
    }
}
