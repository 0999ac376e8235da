//! Rounds: beginning, reports, end.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_ground_diagnostics::Problem;
use maneki_mirror_health::{HealthTable, Look, Report, is_suspicious};
use maneki_mirror_model::MirrorName;
use tokio::time::Instant;

use super::Checker;
use crate::event::Event;
use crate::health_state::good;
use crate::rounds::Scope;

impl Checker {
    pub(super) fn begin_round(&mut self) {
        // TIME grows old even on mirrors that are not checked.
        self.knowledge.reevaluate(&self.setup);
        // A round with a wider spread than the one before begins sooner, so that no mirror waits longer than the
        // interval.
        let wider = self.setup.spread(true).saturating_sub(self.knowledge.policy.spread);
        self.clocks.round = Some(Instant::now() + self.setup.check.interval - wider);
        let looks = self.knowledge.plan(&self.setup.registry);
        self.look(Scope::All, looks);
        self.probe_vault();
    }

    fn probe_vault(&self) {
        let (prober, events) = (self.probers.mirrors.clone(), self.events.clone());
        let registry = Arc::clone(&self.setup.registry);
        tokio::spawn(async move {
            let (url, seen) = prober.vault(&registry.catalog.vault).await;
            let _ = events.send(Event::Vault { url, seen });
        });
    }

    pub(super) fn look(&mut self, scope: Scope, mut looks: Vec<Look>) {
        let number = self.rounds.begin(scope, &mut looks, self.good(&self.published.borrow().table));
        let (prober, events) = (self.probers.mirrors.clone(), self.events.clone());
        tokio::spawn(async move {
            let seen = |report| _ = events.send(Event::Seen { round: number, report });
            prober.round(looks, seen).await;
            let _ = events.send(Event::RoundOver(number));
        });
    }

    pub(super) fn take_report(&mut self, round: u64, report: &Report) {
        let is_expected = self.rounds.seen(round, report);
        let registry = Arc::clone(&self.setup.registry);
        let Some(mirror) = registry.mirrors.get(&report.mirror).filter(|_| is_expected) else { return };
        let advance = self.knowledge.advance(mirror, report);
        if advance.is_newly_ahead {
            self.read_references_soon();
        }
        if let Some(look) = advance.follow_up {
            self.look(Scope::OutOfTurn, vec![look]);
        }
        // Health that changes no answer is published at the end of the round.
        if advance.changes_answers {
            self.publish_soon();
        }
    }

    pub(super) fn end_round(&mut self, number: u64) {
        let Some(round) = self.rounds.end(number) else { return };
        let after = self.good(&self.knowledge.table);
        if is_suspicious(&round.good_before, &after, round.has_answer) {
            let before = round.good_before.len();
            let lost = before - round.good_before.intersection(&after).count();
            self.refuse_round(format!(
                "{lost} of {before} good mirrors fail, and neither another mirror nor the reference tree answers: \
                 the network of this machine is more likely at fault, so the mirrors keep their health"
            ));
            return;
        }
        if self.problems.guard.take().is_some() {
            tracing::info!("mirrors answer again");
        }
        self.settle();
    }

    /// Restores the health from before a round.
    fn refuse_round(&mut self, reason: String) {
        if self.problems.guard.is_none() {
            tracing::error!("{reason}");
        }
        self.problems.guard = Some(Problem::public(reason));
        self.knowledge.table = self.published.borrow().table.clone();
        self.publish();
    }

    /// The mirrors in a table that clients may be sent to.
    pub(super) fn good(&self, table: &HealthTable) -> BTreeSet<MirrorName> {
        good(&self.setup.registry, table, &self.knowledge.policy, Timestamp::now())
    }
}
