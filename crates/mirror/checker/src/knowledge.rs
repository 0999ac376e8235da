//! What the checker knows: the health of the mirrors, and what it depends on.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_health::{
    Expected, HealthTable, Look, MirrorHealth, Policy, Reference, Report, RepositoryHealth, State, Terms,
    advance, follow_up, plan,
};
use maneki_mirror_registry::{Mirror, Registry};

use crate::setup::Setup;

/// The health of each mirror, with the publications, expectations and patience that it depends on.
#[derive(Debug)]
pub(crate) struct Knowledge {
    pub(crate) table: HealthTable,
    pub(crate) reference: Reference,
    pub(crate) policy: Policy,
    expected: Expected,
}

/// What follows from a report.
pub(crate) struct Advance {
    /// Whether answers to clients may change.
    pub(crate) changes_answers: bool,
    /// Whether the mirror has something newer than the reference tree.
    pub(crate) is_newly_ahead: bool,
    /// Another look, because a sample found a change.
    pub(crate) follow_up: Option<Look>,
}

impl Knowledge {
    pub(crate) fn new(setup: &Setup, table: HealthTable, reference: Reference) -> Self {
        let expected = Expected::from_catalog(&setup.registry.catalog, &reference);
        Self { table, reference, policy: setup.policy(false), expected }
    }

    /// Takes a report on a mirror into account.
    pub(crate) fn advance(&mut self, mirror: &Mirror, report: &Report) -> Advance {
        let before = self.table.get(&report.mirror).map(Arc::as_ref);
        let health = advance(before, Some(report), self.terms());
        let outcome = Advance {
            changes_answers: before
                .is_none_or(|before| !before.serves_like(&health, &self.policy, Timestamp::now())),
            is_newly_ahead: is_newly_ahead(before, &health),
            follow_up: follow_up(mirror, &health, report, self.terms()),
        };
        self.table.insert(report.mirror.clone(), Arc::new(health));
        outcome
    }

    /// Evaluates every mirror by the current publications and expectations.
    pub(crate) fn reevaluate(&mut self, setup: &Setup) {
        self.expected = Expected::from_catalog(&setup.registry.catalog, &self.reference);
        self.policy = setup.policy(!self.table.is_empty());
        self.table = self.reevaluated(&self.table);
    }

    /// The health of these mirrors by the current publications and expectations.
    pub(crate) fn reevaluated(&self, table: &HealthTable) -> HealthTable {
        let terms = self.terms();
        let reevaluate = |health: &Arc<MirrorHealth>| {
            let now = advance(Some(health), None, terms);
            if now == **health { Arc::clone(health) } else { Arc::new(now) }
        };
        table.iter().map(|(name, health)| (name.clone(), reevaluate(health))).collect()
    }

    /// The looks of a whole round.
    pub(crate) fn plan(&self, registry: &Registry) -> Vec<Look> {
        plan(registry, &self.table, &self.reference, &self.policy, Timestamp::now()).looks
    }

    fn terms(&self) -> Terms<'_> {
        Terms {
            expected: &self.expected,
            reference: &self.reference,
            policy: &self.policy,
            now: Timestamp::now(),
        }
    }
}

/// Whether a mirror has a repository that is newer than the reference tree's, and did not have it before.
fn is_newly_ahead(before: Option<&MirrorHealth>, now: &MirrorHealth) -> bool {
    let digest = |health: &RepositoryHealth| health.repomd.as_ref().map(|repomd| repomd.digest);
    now.trees.iter().any(|(name, tree)| {
        let before = before.and_then(|before| before.trees.get(name));
        tree.repositories.iter().filter(|(_, now)| now.state == State::Ahead).any(|(holding, now)| {
            let known = before.and_then(|before| before.repositories.get(holding));
            known.is_none_or(|known| digest(known) != digest(now))
        })
    })
}
