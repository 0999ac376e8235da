//! Another registry, or other settings.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::time::Duration;

use maneki_ground_diagnostics::Problem;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::Registry;
use tokio::time::Instant;

use super::Checker;
use crate::rounds::Scope;
use crate::setup::Setup;

impl Checker {
    /// Takes over a new setup.
    pub(super) fn follow(&mut self, setup: Setup) {
        let old = std::mem::replace(&mut self.setup, setup);
        let has_new_settings = (&old.check, &old.outbound) != (&self.setup.check, &self.setup.outbound);
        if has_new_settings {
            self.renew_probers();
        }
        if has_new_settings || old.registry.catalog != self.setup.registry.catalog {
            self.renew_reference_terms();
        }
        self.forget_moved_mirrors(&old.registry);
        let mut planned = self.knowledge.plan(&self.setup.registry);
        planned.retain(|look| {
            old.registry.mirrors.get(&look.mirror) != self.setup.registry.mirrors.get(&look.mirror)
        });
        self.knowledge.reevaluate(&self.setup);
        // There may be more to publish.
        self.clocks.reference = self.clocks.reference.map(|_| Instant::now());
        // Before the first round is due no mirror has been checked, and that round checks all of them.
        if self.clocks.round.is_some() && !planned.is_empty() {
            for look in &mut planned {
                look.after = Duration::ZERO;
            }
            self.look(Scope::OutOfTurn, planned);
        }
        self.publish_soon();
    }

    fn renew_probers(&mut self) {
        self.problems.setup = None;
        match self.probers.renewed(&self.setup.check, &self.setup.outbound) {
            Ok(probers) => self.probers = probers,
            Err(error) => {
                tracing::error!("cannot use the new settings, mirrors are checked as before: {error}");
                let summary = "the new settings of checks cannot be used; the previous ones stay".to_owned();
                self.problems.setup = Some(Problem { details: format!("{summary}: {error}"), summary });
            }
        }
        self.knowledge.reference.retain(|tree| self.probers.has_reference(tree));
        let next = Instant::now() + self.setup.check.interval;
        self.clocks.round = self.clocks.round.map(|round| round.min(next));
    }

    fn renew_reference_terms(&mut self) {
        self.reference_terms += 1;
        self.clocks.reference = self.probers.have_references().then(Instant::now);
        if self.clocks.reference.is_none() {
            // The first round has no reference to wait for.
            self.clocks.round.get_or_insert_with(Instant::now);
        }
    }

    /// Forgets the health of mirrors whose URLs changed, because it was observed at the previous ones.
    fn forget_moved_mirrors(&mut self, old: &Registry) {
        let declared = &self.setup.registry.mirrors;
        let has_not_moved = |name: &MirrorName| {
            declared.get(name).is_some_and(|now| {
                let old = old.mirrors.get(name);
                old.is_none_or(|old| (&old.urls, &old.modules) == (&now.urls, &now.modules))
            })
        };
        self.knowledge.table.retain(|name, _| has_not_moved(name));
        self.rounds.retain(has_not_moved);
    }
}
