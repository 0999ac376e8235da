//! One look at one mirror.
//!
//! For each tree: `TIME` first, over the first route that answers; then every repository over that route, two at a
//! time, and a second attempt for those that failed; then the images that are due; then a short check of the other
//! routes, rsync among them. A server that only fails is left alone after a few requests. When the time of the mirror
//! is over, the look ends with what it has.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

mod isos;
mod survey;

use std::sync::Arc;

use maneki_ground_outbound::Client;
use maneki_mirror_health::{Fault, Look, Observation, Outcome, Report, Route, Subject, TreeLook, TreeReport};
use maneki_mirror_model::Protocol;
use tokio::time::{Instant, sleep};

use crate::limits::Limits;
use crate::observed::{now, observed};
use crate::route_probe::RouteProbe;
use crate::routes::{TreeRoute, leave, routes_to};
use crate::rsync;

/// Probes one mirror.
pub(crate) async fn look(look: &Look, client: &Client, limits: &Limits) -> Report {
    let deadline = Instant::now() + limits.mirror;
    let mut trees = Vec::new();
    for tree in &look.trees {
        let visit = TreeVisit { look: tree, client, limits, deadline, observations: Vec::new() };
        trees.push(visit.run().await);
        tree.bases.iter().for_each(|base| leave(base, client));
    }
    Report { mirror: look.mirror.clone(), at: now(), trees }
}

/// A look at one tree that is under way.
struct TreeVisit<'a> {
    look: &'a TreeLook,
    client: &'a Client,
    limits: &'a Limits,
    deadline: Instant,
    observations: Vec<Observation>,
}

impl<'a> TreeVisit<'a> {
    async fn run(mut self) -> TreeReport {
        let routes = routes_to(&self.look.bases, self.client, self.limits).await;
        let mut main = None;
        for route in &routes {
            if self.answers(route).await {
                main = Some(route);
                break;
            }
        }
        let Some(main) = main else {
            let route = routes.first().map_or_else(no_route, |first| first.route);
            let fault = self.fault_of(route);
            return self.report(route, Some(fault));
        };
        let abandoned = survey::survey(self.probe(main), self.look, &mut self.observations).await;
        if abandoned.is_none() {
            let isos = isos::check(self.probe(main), &self.look.isos).await;
            self.observations.extend(isos);
        }
        leave(&main.base, self.client);
        for route in &routes {
            if is_worth_a_check(route, main, &routes) && !self.has_observed(route.route) {
                self.check_briefly(route).await;
            }
        }
        if let Some(base) = &self.look.rsync {
            let Self { client, limits, deadline, .. } = self;
            self.twice(|| rsync::modules(base, client, limits, deadline)).await;
        }
        self.report(main.route, abandoned)
    }

    fn probe<'b>(&self, route: &'b TreeRoute) -> RouteProbe<'b>
    where
        'a: 'b,
    {
        RouteProbe { client: self.client, limits: self.limits, route, deadline: self.deadline }
    }

    fn report(self, route: Route, abandoned: Option<Fault>) -> TreeReport {
        let Self { look, observations, .. } = self;
        TreeReport { tree: look.tree.clone(), full: look.full, route, observations, abandoned }
    }

    /// Why nothing answers over a route.
    fn fault_of(&self, route: Route) -> Fault {
        // The last request may only have come too late; an earlier one shows more.
        let on_route = self.observations.iter().rev().filter(|one| one.route == route);
        let mut faults = on_route.filter_map(|one| one.outcome.fault());
        let fault = faults.find(|fault| !matches!(fault, Fault::OutOfTime(_))).cloned();
        fault.unwrap_or(Fault::OutOfTime(self.limits.mirror))
    }

    fn has_observed(&self, route: Route) -> bool {
        self.observations.iter().any(|one| one.route == route)
    }

    /// Whether a server answers over a route: with `TIME` or, if that gets no answer at all, with one repository.
    async fn answers(&mut self, route: &TreeRoute) -> bool {
        let probe = self.probe(route);
        if let Some(fault) = &route.fault {
            let outcome = Outcome::Failed(fault.clone());
            let observation = observed(Subject::Time, probe.time_url(), route.route, outcome);
            // There were two lookups of the name.
            self.observations.extend([observation.clone(), observation]);
            return false;
        }
        let time = self.twice(|| probe.time()).await;
        if time.fault().is_none_or(Fault::is_answer) {
            return true;
        }
        let Some(ask) = self.look.asks.first() else { return false };
        let first = self.twice(|| probe.repository(ask)).await;
        first.fault().is_none_or(Fault::is_answer)
    }

    /// Checks with `TIME` and one repository whether another route works.
    async fn check_briefly(&mut self, route: &TreeRoute) {
        if !self.answers(route).await {
            return;
        }
        // A repository that the main route has, so that its absence is a fault of this route.
        let is_there = |holding: &Arc<_>| {
            self.observations.iter().any(|one| {
                matches!(&one.subject, Subject::Repository(observed) if observed == holding)
                    && one.outcome.fault().is_none()
            })
        };
        let asks = &self.look.asks;
        let ask = asks.iter().find(|ask| is_there(&ask.holding)).or(asks.first());
        if let Some(ask) = ask {
            let probe = self.probe(route);
            self.twice(|| probe.repository(ask)).await;
        }
    }

    /// Makes an observation and, if it is a failure, a second one.
    async fn twice<F: Future<Output = Observation>>(&mut self, observe: impl Fn() -> F) -> Outcome {
        let first = observe().await;
        let outcome = first.outcome.clone();
        self.observations.push(first);
        if outcome.fault().is_none() {
            return outcome;
        }
        sleep(self.limits.pause).await;
        let second = observe().await;
        let outcome = second.outcome.clone();
        self.observations.push(second);
        outcome
    }
}

/// The other address family of the main protocol, and one route for each other protocol.
fn is_worth_a_check(route: &TreeRoute, main: &TreeRoute, routes: &[TreeRoute]) -> bool {
    let first_of_protocol = routes.iter().find(|other| other.route.protocol == route.route.protocol);
    route.route.protocol == main.route.protocol
        || first_of_protocol.is_some_and(|first| first.route == route.route)
}

/// The route of a mirror without any URL that is checked.
fn no_route() -> Route {
    Route { protocol: Protocol::Http, family: None }
}
