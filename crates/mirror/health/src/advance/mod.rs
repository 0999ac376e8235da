//! How belief follows observation: a pure fold over what was seen.
//!
//! A failure counts when it was seen twice in a row, a success at once. States are judged anew in every
//! round, also for what was not asked: the reference may have published something in the meantime.

mod isos;
mod repository;
mod routes;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::fault::{Fault, TimeFault};
use crate::health::{Freshness, MirrorHealth, TreeHealth};
use crate::observation::{Observation, Outcome, Report, Subject, TreeReport};
use crate::plan::Expected;
use crate::policy::Policy;
use crate::reference::Reference;
use crate::repository_health::RepositoryHealth;

/// What observations are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// What mirrors are to have.
    pub expected: &'a Expected,
    /// What is published.
    pub reference: &'a Reference,
    /// How patient we are.
    pub policy: &'a Policy,
    /// The time.
    pub now: Timestamp,
}

/// What to believe of a mirror after a look at it; without a report, after a round without a look.
pub fn advance(previous: Option<&MirrorHealth>, report: Option<&Report>, terms: Terms<'_>) -> MirrorHealth {
    let mut health = previous.cloned().unwrap_or_default();
    let reports = report.map_or(&[][..], |report| &report.trees);
    for seen in reports {
        advance_tree(health.trees.entry(seen.tree.clone()).or_default(), seen, terms);
    }
    for (name, tree) in &mut health.trees {
        let expected = terms.expected.holdings(name);
        tree.repositories.retain(|holding, _| expected.binary_search(holding).is_ok());
        for (holding, condition) in &mut tree.repositories {
            change(condition, |condition| repository::settle(condition, holding, terms));
        }
        tree.isos.retain(|folder, _| terms.reference.isos(folder).is_some());
    }
    if let Some(report) = report {
        health.checked = Some(report.at);
        let failed = health.main().is_none_or(|main| !main.repositories.values().any(is_served));
        health.failed_rounds = if failed { health.failed_rounds.saturating_add(1) } else { 0 };
    }
    health
}

/// Changes what is believed of a repository; where that comes to the same, the old piece of memory stays.
fn change(condition: &mut Arc<RepositoryHealth>, change: impl FnOnce(&mut RepositoryHealth)) {
    let mut changed = RepositoryHealth::clone(condition);
    change(&mut changed);
    if changed != **condition {
        *condition = Arc::new(changed);
    }
}

fn is_served(condition: &Arc<RepositoryHealth>) -> bool {
    condition.state.is_served()
}

fn advance_tree(health: &mut TreeHealth, report: &TreeReport, terms: Terms<'_>) {
    for holding in terms.expected.holdings(&report.tree) {
        health.repositories.entry(Arc::clone(holding)).or_default();
    }
    // Repositories may share a path, where that does not name the architecture.
    let mut seen = BTreeMap::<&str, Vec<&Observation>>::new();
    for observation in report.observations.iter().filter(|one| one.route == report.route) {
        match &observation.subject {
            Subject::Isos(..) | Subject::Modules => {}
            Subject::Time => freshness(&mut health.freshness, observation),
            Subject::Repository(asked) | Subject::File(asked) => {
                seen.entry(&asked.path).or_default().push(observation);
            }
        }
    }
    for (holding, condition) in &mut health.repositories {
        let Some(observations) = seen.get(&*holding.path) else { continue };
        change(condition, |condition| {
            for observation in observations {
                repository::learn(condition, holding, observation, terms);
            }
        });
    }
    if let Some(fault) = &report.abandoned {
        abandon(health, report, fault);
    }
    routes::learn(&mut health.routes, report);
    isos::learn(&mut health.isos, report);
    let whole = health.repositories.values().all(|condition| !condition.is_in_doubt());
    if report.full && report.abandoned.is_none() && whole {
        health.full_look = Some(terms.now);
    }
}

/// Nothing more was asked: what brought no success in this look is as bad as the rest.
fn abandon(health: &mut TreeHealth, report: &TreeReport, fault: &Fault) {
    let succeeded = |condition: &RepositoryHealth, path: &str| {
        condition.is_answered()
            && report.observations.iter().any(|one| {
                matches!(&one.subject, Subject::Repository(holding) if *holding.path == *path)
                    && one.route == report.route
                    && one.outcome.fault().is_none()
            })
    };
    let last = report.observations.last().map(|observation| &observation.url);
    for (holding, condition) in &mut health.repositories {
        if succeeded(condition, &holding.path) {
            continue;
        }
        Arc::make_mut(condition).trouble(|trouble| {
            let own = trouble.doubt.take().or_else(|| trouble.fault.take());
            trouble.fault = Some(own.unwrap_or_else(|| fault.clone()));
            trouble.url = trouble.url.take().or_else(|| last.cloned());
        });
    }
    if let Some(doubt) = health.freshness.doubt.take() {
        health.freshness.fault = Some(doubt);
    } else if health.freshness.claimed.is_none() && health.freshness.fault.is_none() {
        health.freshness.fault = Some(fault.clone());
        health.freshness.url = last.cloned();
    }
}

fn freshness(freshness: &mut Freshness, observation: &Observation) {
    let fault = match &observation.outcome {
        Outcome::Time(claimed) => {
            *freshness = Freshness {
                claimed: Some(*claimed),
                url: Some(Arc::clone(&observation.url)),
                ..Freshness::default()
            };
            return;
        }
        Outcome::Failed(Fault::Status(404 | 410)) => Fault::Time(TimeFault::Missing),
        Outcome::Failed(fault) => fault.clone(),
        Outcome::Repomd { .. } | Outcome::Unchanged | Outcome::Present => return,
    };
    freshness.url = Some(Arc::clone(&observation.url));
    if freshness.doubt.take().is_some() || freshness.fault.is_some() {
        freshness.fault = Some(fault);
    } else {
        freshness.doubt = Some(fault);
    }
}
