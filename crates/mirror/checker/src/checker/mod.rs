//! The loop that checks: what it does at which time, and with each event.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

mod follow;
mod publish;
mod references;
mod rounds;

use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_health::{HealthTable, Reference, VaultHealth};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::clocks::{Clocks, due};
use crate::event::Event;
use crate::health_state::HealthState;
use crate::knowledge::Knowledge;
use crate::probers::{Probers, ProbersError};
use crate::problems::Problems;
use crate::rounds::Rounds;
use crate::setup::Setup;

/// Checks mirrors until it is stopped. Nothing else changes their health.
pub struct Checker {
    setup: Setup,
    probers: Probers,
    knowledge: Knowledge,
    rounds: Rounds,
    vault: Option<VaultHealth>,
    problems: Problems,
    clocks: Clocks,
    /// Counts the terms that the reference trees are read under: which trees, how, and for what.
    reference_terms: u64,
    /// The published state; its table is the last one without doubts.
    published: watch::Sender<Arc<HealthState>>,
    events: mpsc::UnboundedSender<Event>,
    inbox: mpsc::UnboundedReceiver<Event>,
}

impl Checker {
    /// A checker that continues from remembered health and publications.
    pub fn new(setup: Setup, table: HealthTable, mut reference: Reference) -> Result<Self, ProbersError> {
        let probers = Probers::new(&setup.check, &setup.outbound)?;
        reference.retain(|tree| probers.has_reference(tree));
        let remembered = HealthState::remembered(table.clone(), reference.clone(), setup.policy(false));
        let (events, inbox) = mpsc::unbounded_channel();
        Ok(Self {
            knowledge: Knowledge::new(&setup, table, reference),
            setup,
            probers,
            rounds: Rounds::default(),
            vault: None,
            problems: Problems::default(),
            clocks: Clocks::new(Instant::now()),
            reference_terms: 0,
            published: watch::Sender::new(Arc::new(remembered)),
            events,
            inbox,
        })
    }

    /// The health of all mirrors, now and after each change.
    pub fn published(&self) -> watch::Receiver<Arc<HealthState>> {
        self.published.subscribe()
    }

    /// Checks until it is stopped, and follows changes of its setup.
    pub async fn run(mut self, mut setups: watch::Receiver<Setup>, stop: CancellationToken) {
        if self.probers.have_references() {
            self.read_references();
        } else {
            self.clocks.round = Some(Instant::now());
        }
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                Ok(()) = setups.changed() => {
                    let setup = setups.borrow_and_update().clone();
                    self.follow(setup);
                }
                Some(event) = self.inbox.recv() => self.learn(event),
                () = due(self.clocks.publish) => self.publish(),
                () = due(self.clocks.reference) => self.read_references(),
                () = due(self.clocks.round) => self.begin_round(),
            }
        }
    }

    fn learn(&mut self, event: Event) {
        match event {
            Event::Seen { round, report } => self.take_report(round, &report),
            Event::RoundOver(round) => self.end_round(round),
            Event::Reference { terms, news } if terms == self.reference_terms => self.take_reference(*news),
            // It may be of another tree, or of fewer repositories. Under the new terms everything is read again.
            Event::Reference { .. } => {}
            Event::Vault { url, seen } => {
                self.vault = Some(VaultHealth::advance(self.vault.as_ref(), url, seen, Timestamp::now()));
                self.publish_soon();
            }
        }
    }
}

#[cfg(test)]
mod tests;
