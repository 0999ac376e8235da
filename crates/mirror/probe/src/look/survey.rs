//! Every repository of a tree, over one route.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use maneki_mirror_health::{Ask, Fault, Observation, Outcome, Subject, TreeLook};
use tokio::time::{Instant, sleep};

use crate::limits::Limits;
use crate::route_probe::RouteProbe;

/// A survey that is under way, shared by the two workers.
struct Survey<'a> {
    probe: RouteProbe<'a>,
    state: Mutex<State<'a>>,
}

#[derive(Default)]
struct State<'a> {
    waiting: VecDeque<&'a Ask>,
    failed: Vec<&'a Ask>,
    observations: Vec<Observation>,
    succeeded: bool,
    /// Failures of the server in a row.
    failures: usize,
    abandoned: Option<Fault>,
}

/// Requests every repository, and those that failed once more. Returns why it stopped early, if it did.
pub(super) async fn survey(
    probe: RouteProbe<'_>,
    look: &TreeLook,
    observations: &mut Vec<Observation>,
) -> Option<Fault> {
    let waiting = look.asks.iter().filter(|ask| !is_observed(ask, probe, observations)).collect();
    let survey = Survey { probe, state: Mutex::new(State { waiting, ..State::default() }) };
    tokio::join!(survey.work(), survey.work());
    if survey.retry() {
        sleep(probe.limits.pause).await;
        tokio::join!(survey.work(), survey.work());
    }
    let state = survey.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    observations.extend(state.observations);
    state.abandoned
}

/// Whether the first requests to the route included this repository, with both attempts.
fn is_observed(ask: &Ask, probe: RouteProbe<'_>, observations: &[Observation]) -> bool {
    observations.iter().any(|one| {
        matches!(&one.subject, Subject::Repository(holding) if *holding == ask.holding)
            && one.route == probe.route.route
    })
}

impl<'a> Survey<'a> {
    fn state(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Queues the failures for a second attempt; `false` if there is none to make.
    fn retry(&self) -> bool {
        let mut state = self.state();
        let failed = std::mem::take(&mut state.failed);
        state.waiting = failed.into();
        state.abandoned.is_none() && !state.waiting.is_empty()
    }

    async fn work(&self) {
        while let Some(ask) = self.next() {
            let observation = self.probe.repository(ask).await;
            let has_changed = has_changed(ask, &observation.outcome);
            self.take(ask, observation);
            if has_changed {
                self.check_witness(ask).await;
            }
        }
    }

    /// Checks whether a file that the new repomd.xml names is there, with a second attempt.
    async fn check_witness(&self, ask: &Ask) {
        let Some((_, file)) = &ask.witness else { return };
        for _ in 0..2 {
            let Some(found) = self.probe.file(&ask.holding, file).await else { return };
            let is_there = found.outcome.fault().is_none();
            self.state().observations.push(found);
            if is_there {
                return;
            }
            sleep(self.probe.limits.pause).await;
        }
    }

    /// The next repository, if there is reason to go on.
    fn next(&self) -> Option<&'a Ask> {
        let mut state = self.state();
        if state.abandoned.is_some() {
            return None;
        }
        let next = state.waiting.pop_front()?;
        if Instant::now() >= self.probe.deadline {
            state.abandoned = Some(Fault::OutOfTime(self.probe.limits.mirror));
            return None;
        }
        Some(next)
    }

    fn take(&self, ask: &'a Ask, observation: Observation) {
        let mut state = self.state();
        match observation.outcome.fault() {
            None => {
                state.succeeded = true;
                state.failures = 0;
            }
            Some(fault) => {
                let fault = fault.clone();
                state.failures = if fault.is_server_wide() { state.failures + 1 } else { 0 };
                state.failed.push(ask);
                let is_hopeless = !state.succeeded && state.failures >= Limits::FAILURES;
                if is_hopeless || matches!(fault, Fault::OutOfTime(_)) {
                    state.abandoned = Some(fault);
                }
            }
        }
        state.observations.push(observation);
    }
}

/// Whether this is the published repomd.xml, and new on this mirror.
fn has_changed(ask: &Ask, outcome: &Outcome) -> bool {
    let Outcome::Repomd { facts, .. } = outcome else { return false };
    let is_published = ask.witness.as_ref().is_some_and(|(digest, _)| *digest == facts.digest);
    is_published && ask.known.as_ref().is_none_or(|(known, _)| *known != facts.digest)
}
