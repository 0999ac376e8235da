//! Every repository of a tree, on one way.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use maneki_mirror_health::{Ask, Fault, Observation, Outcome, Subject, TreeLook};
use tokio::time::{Instant, sleep};

use crate::limits::Limits;
use crate::prober::Prober;
use crate::routes::Lead;

/// What the two who ask at a time share.
struct Survey<'a> {
    lead: &'a Lead,
    deadline: Instant,
    state: Mutex<State<'a>>,
}

#[derive(Default)]
struct State<'a> {
    waiting: VecDeque<&'a Ask>,
    failed: Vec<&'a Ask>,
    observations: Vec<Observation>,
    succeeded: bool,
    failures: usize,
    abandoned: Option<Fault>,
}

impl Prober {
    /// Asks for everything, and where that failed once more. Says why it stopped early, if it did.
    pub(super) async fn survey(
        &self,
        lead: &Lead,
        look: &TreeLook,
        deadline: Instant,
        observations: &mut Vec<Observation>,
    ) -> Option<Fault> {
        // What was asked while knocking was asked twice.
        let knocked = |ask: &&Ask| {
            observations.iter().any(|one| {
                matches!(&one.subject, Subject::Repository(holding) if *holding == ask.holding)
                    && one.route == lead.route
            })
        };
        let waiting = look.asks.iter().filter(|ask| !knocked(ask)).collect();
        let survey = Survey { lead, deadline, state: Mutex::new(State { waiting, ..State::default() }) };
        tokio::join!(self.work(&survey), self.work(&survey));
        let again = {
            let mut state = survey.state();
            let failed = std::mem::take(&mut state.failed);
            state.waiting = failed.into();
            state.abandoned.is_none() && !state.waiting.is_empty()
        };
        if again {
            sleep(self.limits.pause).await;
            tokio::join!(self.work(&survey), self.work(&survey));
        }
        let state = survey.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        observations.extend(state.observations);
        state.abandoned
    }

    async fn work(&self, survey: &Survey<'_>) {
        while let Some(ask) = survey.next(self) {
            let observation = self.ask_repository(survey.lead, ask, survey.deadline).await;
            let changed = changed(ask, &observation.outcome);
            survey.take(ask, observation);
            let Some((_, file)) = ask.witness.as_ref().filter(|_| changed) else { continue };
            for _ in 0..2 {
                let found = self.ask_file(survey.lead, &ask.holding, file, survey.deadline).await;
                let Some(found) = found else { break };
                let there = found.outcome.fault().is_none();
                survey.state().observations.push(found);
                if there {
                    break;
                }
                sleep(self.limits.pause).await;
            }
        }
    }
}

/// Whether this is the published repomd.xml, and new on this mirror.
fn changed(ask: &Ask, outcome: &Outcome) -> bool {
    let Outcome::Repomd { facts, .. } = outcome else { return false };
    let published = ask.witness.as_ref().is_some_and(|(digest, _)| *digest == facts.digest);
    published && ask.known.as_ref().is_none_or(|(known, _)| *known != facts.digest)
}

impl<'a> Survey<'a> {
    fn state(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next question, if there is reason to go on.
    fn next(&self, prober: &Prober) -> Option<&'a Ask> {
        let mut state = self.state();
        if state.abandoned.is_some() {
            return None;
        }
        let next = state.waiting.pop_front()?;
        if Instant::now() >= self.deadline {
            state.abandoned = Some(Fault::OutOfTime(prober.limits.mirror));
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
                state.failures = if fault.is_of_the_server() { state.failures + 1 } else { 0 };
                state.failed.push(ask);
                let hopeless = !state.succeeded && state.failures >= Limits::FAILURES;
                if hopeless || matches!(fault, Fault::OutOfTime(_)) {
                    state.abandoned = Some(fault);
                }
            }
        }
        state.observations.push(observation);
    }
}
