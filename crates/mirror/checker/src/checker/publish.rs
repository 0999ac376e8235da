//! Publishing the health of the mirrors.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::Arc;
use std::time::Duration;

use maneki_mirror_health::is_suspicious;
use tokio::time::Instant;

use super::Checker;
use crate::rounds::Round;

/// How long a change waits for others: a snapshot for each mirror would be wasted work.
const GATHER: Duration = Duration::from_secs(1);

/// How long the results of a very first round are held back: the first mirrors that answer must not get all clients.
const FIRST_RESULTS: Duration = Duration::from_secs(7);

impl Checker {
    /// Publishes the health, and announces that it is worth keeping.
    pub(super) fn settle(&mut self) {
        self.publish_with(1);
    }

    pub(super) fn publish_soon(&mut self) {
        let is_first = {
            let published = self.published.borrow();
            published.rounds == 0 && published.table.is_empty()
        };
        let soon = Instant::now() + GATHER;
        let soon = if is_first { soon.max(self.clocks.started + FIRST_RESULTS) } else { soon };
        self.clocks.publish.get_or_insert(soon);
    }

    pub(super) fn publish(&mut self) {
        self.publish_with(0);
    }

    /// Publishes everything at once, because subscribers must not learn that the health has settled before they see it.
    fn publish_with(&mut self, settled: u64) {
        self.clocks.publish = None;
        // Until a server has answered in a round, this machine may be the cause of a great loss: the end of the round
        // decides.
        let after = self.good(&self.knowledge.table);
        let is_in_doubt = |round: &Round| is_suspicious(&round.good_before, &after, round.has_answer);
        let table = if self.rounds.running().any(is_in_doubt) {
            // Publications are beyond doubt, so the last published health is evaluated by them.
            self.knowledge.reevaluated(&self.published.borrow().table)
        } else {
            self.knowledge.table.clone()
        };
        self.published.send_modify(|published| {
            let state = Arc::make_mut(published);
            state.table = table;
            state.reference.clone_from(&self.knowledge.reference);
            state.policy = self.knowledge.policy;
            state.rounds = self.rounds.whole();
            state.problems = self.problems.all();
            state.vault.clone_from(&self.vault);
            state.settled += settled;
        });
    }
}
