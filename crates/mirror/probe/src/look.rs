//! One look at one mirror.
//!
//! `TIME` first, on the first way that answers; then every repository on that way, two at a time; then a
//! second question wherever the first one failed; then a glance at the other ways, rsync among them, and the
//! images that are due. A server that only fails
//! is left alone after a few questions, and when the time of a mirror is over the look ends with what it has.

mod isos;
mod questions;
mod survey;

use std::sync::Arc;

use maneki_mirror_health::{Fault, Look, Observation, Outcome, Report, Route, Subject, TreeLook, TreeReport};
use maneki_mirror_model::BaseUrl;
use tokio::time::{Instant, sleep};

use crate::prober::Prober;
use crate::routes::Lead;

impl Prober {
    /// Looks at one mirror; always in time, and always with a report.
    pub async fn look(&self, look: &Look) -> Report {
        let deadline = Instant::now() + self.limits.mirror;
        let mut trees = Vec::new();
        for tree in &look.trees {
            trees.push(self.look_at_tree(tree, deadline).await);
            tree.bases.iter().for_each(|base| self.leave(base));
        }
        Report { mirror: look.mirror.clone(), at: Self::now(), trees }
    }

    async fn look_at_tree(&self, look: &TreeLook, deadline: Instant) -> TreeReport {
        let leads = self.leads(&look.bases).await;
        let mut observations = Vec::new();
        let mut main = None;
        for lead in &leads {
            if self.knock(lead, look, deadline, &mut observations).await {
                main = Some(lead);
                break;
            }
        }
        let route = main.or(leads.first()).map_or_else(no_route, |lead| lead.route);
        let report = |observations, abandoned| TreeReport {
            tree: look.tree.clone(),
            full: look.full,
            route,
            observations,
            abandoned,
        };
        let Some(main) = main else {
            // The last question may only have come too late; what was found out before says more.
            let on_route = observations.iter().rev().filter(|one: &&Observation| one.route == route);
            let mut faults = on_route.filter_map(|one| one.outcome.fault());
            let fault = faults.find(|fault| !matches!(fault, Fault::OutOfTime(_))).cloned();
            return report(observations, Some(fault.unwrap_or(Fault::OutOfTime(self.limits.mirror))));
        };
        let abandoned = self.survey(main, look, deadline, &mut observations).await;
        if abandoned.is_none() {
            self.ask_isos(main, &look.isos, deadline, &mut observations).await;
        }
        self.leave(&main.base);
        for lead in &leads {
            if is_worth_a_glance(lead, main, &leads)
                && !observations.iter().any(|one| one.route == lead.route)
            {
                self.glance(lead, look, deadline, &mut observations).await;
            }
        }
        if let Some(base) = &look.rsync {
            self.twice(|| self.ask_modules(base, deadline), &mut observations).await;
        }
        report(observations, abandoned)
    }

    /// Closes the connections to where a tree lies.
    pub(crate) fn leave(&self, base: &BaseUrl) {
        if let Ok(url) = base.as_str().parse() {
            self.hosts.leave(&url);
        }
    }

    /// Asks for `TIME` and, where there is no answer at all, for one repository. Says whether anybody is at
    /// home.
    async fn knock(
        &self,
        lead: &Lead,
        look: &TreeLook,
        deadline: Instant,
        observations: &mut Vec<Observation>,
    ) -> bool {
        if let Some(fault) = &lead.fault {
            let outcome = Outcome::Failed(fault.clone());
            let url = questions::time_url(lead);
            let observation = observed(Subject::Time, url, lead.route, outcome);
            // The name was looked up twice.
            observations.extend([observation.clone(), observation]);
            return false;
        }
        let time = self.twice(|| self.ask_time(lead, deadline), observations).await;
        if time.fault().is_none_or(Fault::is_answer) {
            return true;
        }
        let Some(ask) = look.asks.first() else { return false };
        let first = self.twice(|| self.ask_repository(lead, ask, deadline), observations).await;
        first.fault().is_none_or(Fault::is_answer)
    }

    /// `TIME` and one repository, to see whether a way works.
    async fn glance(
        &self,
        lead: &Lead,
        look: &TreeLook,
        deadline: Instant,
        observations: &mut Vec<Observation>,
    ) {
        if !self.knock(lead, look, deadline, observations).await {
            return;
        }
        // One that is there on the main way, so that its absence says something about this one.
        let there = |holding: &Arc<_>| {
            observations.iter().any(|one| {
                matches!(&one.subject, Subject::Repository(seen) if seen == holding)
                    && one.outcome.fault().is_none()
            })
        };
        let ask = look.asks.iter().find(|ask| there(&ask.holding)).or(look.asks.first());
        if let Some(ask) = ask {
            self.twice(|| self.ask_repository(lead, ask, deadline), observations).await;
        }
    }

    /// Asks, and after a failure once more.
    async fn twice<F: Future<Output = Observation>>(
        &self,
        ask: impl Fn() -> F,
        observations: &mut Vec<Observation>,
    ) -> Outcome {
        let first = ask().await;
        let outcome = first.outcome.clone();
        observations.push(first);
        if outcome.fault().is_none() {
            return outcome;
        }
        sleep(self.limits.pause).await;
        let second = ask().await;
        let outcome = second.outcome.clone();
        observations.push(second);
        outcome
    }
}

/// The other address family of the main protocol, and one way for each other protocol.
fn is_worth_a_glance(lead: &Lead, main: &Lead, leads: &[Lead]) -> bool {
    let first_of_protocol = leads.iter().find(|other| other.route.protocol == lead.route.protocol);
    lead.route.protocol == main.route.protocol
        || first_of_protocol.is_some_and(|first| first.route == lead.route)
}

pub(crate) fn observed(subject: Subject, url: Arc<str>, route: Route, outcome: Outcome) -> Observation {
    Observation { subject, url, route, at: Prober::now(), outcome }
}

/// For a mirror without any URL that is checked.
fn no_route() -> Route {
    Route { protocol: maneki_mirror_model::Protocol::Http, family: None }
}
