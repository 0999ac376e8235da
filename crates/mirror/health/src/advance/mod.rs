//! How health follows from observations.
//!
//! A failure counts when it was seen twice in a row, a success at once. States are decided again in every round, also
//! for repositories that were not checked, because the reference tree may have published something.

mod isos;
mod repository;
mod routes;
mod time;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::fault::Fault;
use crate::health::{MirrorHealth, TreeHealth};
use crate::observation::{Observation, Report, Subject, TreeReport};
use crate::repository_health::RepositoryHealth;
use crate::terms::Terms;

/// The health of a mirror after a look at it, or after a round without a look if there is no report.
pub fn advance(previous: Option<&MirrorHealth>, report: Option<&Report>, terms: Terms<'_>) -> MirrorHealth {
    let mut health = previous.cloned().unwrap_or_default();
    let reports = report.map_or(&[][..], |report| &report.trees);
    for report in reports {
        advance_tree(health.trees.entry(report.tree.clone()).or_default(), report, terms);
    }
    for (name, tree) in &mut health.trees {
        let expected = terms.expected.holdings(name);
        tree.repositories.retain(|holding, _| expected.binary_search(holding).is_ok());
        for (holding, repository) in &mut tree.repositories {
            update(repository, |repository| repository::settle(repository, holding, terms));
        }
        tree.isos.retain(|folder, _| terms.reference.isos(folder).is_some());
    }
    if let Some(report) = report {
        health.checked = Some(report.at);
        health.failed_rounds = if has_served(&health) { 0 } else { health.failed_rounds.saturating_add(1) };
    }
    health
}

fn has_served(health: &MirrorHealth) -> bool {
    let is_served = |repository: &Arc<RepositoryHealth>| repository.state.is_served();
    health.main().is_some_and(|main| main.repositories.values().any(is_served))
}

/// Changes the health of a repository. If the result is the same, it keeps its memory, which others share.
fn update(repository: &mut Arc<RepositoryHealth>, change: impl FnOnce(&mut RepositoryHealth)) {
    let mut changed = RepositoryHealth::clone(repository);
    change(&mut changed);
    if changed != **repository {
        *repository = Arc::new(changed);
    }
}

fn advance_tree(health: &mut TreeHealth, report: &TreeReport, terms: Terms<'_>) {
    for holding in terms.expected.holdings(&report.tree) {
        health.repositories.entry(Arc::clone(holding)).or_default();
    }
    // Repositories for several architectures may share a path, and one observation is about all of them.
    let mut by_path = BTreeMap::<&str, Vec<&Observation>>::new();
    for observation in report.observations.iter().filter(|one| one.route == report.route) {
        match &observation.subject {
            Subject::Isos(..) | Subject::Modules => {}
            Subject::Time => time::learn(&mut health.freshness, observation),
            Subject::Repository(holding) | Subject::File(holding) => {
                by_path.entry(&holding.path).or_default().push(observation);
            }
        }
    }
    for (holding, repository) in &mut health.repositories {
        let Some(observations) = by_path.get(&*holding.path) else { continue };
        update(repository, |repository| {
            for observation in observations {
                repository::learn(repository, holding, observation, terms);
            }
        });
    }
    if let Some(fault) = &report.abandoned {
        abandon(health, report, fault);
    }
    routes::learn(&mut health.routes, report);
    isos::learn(&mut health.isos, report);
    let settled = health.repositories.values().all(|repository| !repository.is_in_doubt());
    if report.full && report.abandoned.is_none() && settled {
        health.full_look = Some(terms.now);
    }
}

/// The look was given up: what did not succeed in it is taken to have failed.
fn abandon(health: &mut TreeHealth, report: &TreeReport, fault: &Fault) {
    let last_url = report.observations.last().map(|observation| &observation.url);
    for (holding, repository) in &mut health.repositories {
        if repository.is_answered() && has_succeeded(report, &holding.path) {
            continue;
        }
        Arc::make_mut(repository).update_defects(|defects| {
            let own = defects.doubt.take().or_else(|| defects.fault.take());
            defects.fault = Some(own.unwrap_or_else(|| fault.clone()));
            defects.url = defects.url.take().or_else(|| last_url.cloned());
        });
    }
    time::abandon(&mut health.freshness, fault, last_url);
}

fn has_succeeded(report: &TreeReport, path: &str) -> bool {
    report.observations.iter().any(|one| {
        matches!(&one.subject, Subject::Repository(holding) if *holding.path == *path)
            && one.route == report.route
            && one.outcome.fault().is_none()
    })
}
