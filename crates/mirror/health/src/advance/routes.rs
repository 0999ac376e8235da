//! Which routes to a mirror work.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::fault::Fault;
use crate::health::RouteHealth;
use crate::observation::{Observation, Outcome, Subject, TreeReport};
use crate::route::Route;

/// A route works if a repomd.xml or a list of modules came over it. It fails if requests on it failed only, and one
/// of them twice.
pub(super) fn learn(routes: &mut BTreeMap<Route, RouteHealth>, report: &TreeReport) {
    let used: BTreeSet<Route> = report.observations.iter().map(|one| one.route).collect();
    // When the addresses of a name change, routes of the same protocol that were not used no longer exist.
    routes.retain(|route, _| {
        used.contains(route) || !used.iter().any(|other| other.protocol == route.protocol)
    });
    for route in used {
        let observations: Vec<&Observation> =
            report.observations.iter().filter(|one| one.route == route).collect();
        let known = routes.get(&route);
        let failed_before = known.is_some_and(|known| known.fault.is_some());
        let settled = report.abandoned.is_some() || failed_before;
        let (Some(last), Some((fault, url))) = (observations.last(), result(&observations, settled)) else {
            continue;
        };
        let same = known.filter(|known| known.fault.is_some() == fault.is_some());
        let since = same.map_or(last.at, |known| known.since);
        routes.insert(route, RouteHealth { fault: fault.cloned(), since, url: Arc::clone(url) });
    }
}

/// Whether the route of some observations works, and the URL that shows it; `None` if they do not decide that.
/// `settled`: a single failure is enough.
fn result<'a>(observations: &[&'a Observation], settled: bool) -> Option<(Option<&'a Fault>, &'a Arc<str>)> {
    if observations.iter().any(|one| shows_that_it_works(one)) {
        return observations.last().map(|last| (None, &last.url));
    }
    let files = observations.iter().filter(|one| !matches!(one.subject, Subject::Isos(..)));
    let failures: Vec<(&Fault, &Arc<str>)> =
        files.filter_map(|one| Some((one.outcome.fault()?, &one.url))).collect();
    let (fault, url) = failures.last()?;
    (settled || has_repetition(&failures)).then_some((Some(fault), url))
}

fn shows_that_it_works(observation: &Observation) -> bool {
    match observation.subject {
        Subject::Repository(_) => matches!(observation.outcome, Outcome::Repomd { .. } | Outcome::Unchanged),
        Subject::Modules => observation.outcome == Outcome::Present,
        Subject::Time | Subject::File(_) | Subject::Isos(..) => false,
    }
}

fn has_repetition(failures: &[(&Fault, &Arc<str>)]) -> bool {
    let mut urls = BTreeSet::new();
    failures.iter().any(|(_, url)| !urls.insert(*url))
}
