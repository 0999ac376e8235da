//! Reading the reference trees.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::Arc;
use std::time::Duration;

use maneki_ground_diagnostics::Problem;
use maneki_mirror_probe::ReferenceError;
use maneki_mirror_registry::Tree;
use tokio::time::Instant;

use super::Checker;
use crate::event::Event;
use crate::probers::ReferenceNews;

/// The shortest time between two readings, however many mirrors are ahead of the reference trees.
const SHORTEST_PAUSE: Duration = Duration::from_secs(2);

impl Checker {
    pub(super) fn read_references(&mut self) {
        self.clocks.reference = None;
        self.clocks.reference_read = Instant::now();
        self.clocks.read_again = false;
        let (probers, registry) = (self.probers.clone(), Arc::clone(&self.setup.registry));
        let (reference, events) = (self.knowledge.reference.clone(), self.events.clone());
        let terms = self.reference_terms;
        tokio::spawn(async move {
            let news = Box::new(probers.read_references(&registry.catalog, reference).await);
            // The checker stops listening only when the service ends.
            let _ = events.send(Event::Reference { terms, news });
        });
    }

    /// Reads the reference trees soon, because a mirror is ahead of them.
    pub(super) fn read_references_soon(&mut self) {
        let soon = self.clocks.reference_read + SHORTEST_PAUSE;
        match &mut self.clocks.reference {
            Some(due) => *due = soon.min(*due),
            // They are being read, perhaps too early to find the publication.
            None => self.clocks.read_again = true,
        }
    }

    pub(super) fn take_reference(&mut self, news: ReferenceNews) {
        let ReferenceNews { reference, answered, unreadable } = news;
        let problems: Vec<Problem> = unreadable.iter().map(problem).collect();
        if answered {
            self.rounds.heard();
        }
        let has_new_publications = reference != self.knowledge.reference;
        let has_new_problems = problems != self.problems.reference;
        if has_new_problems {
            for problem in &problems {
                tracing::warn!("{}", problem.details);
            }
        }
        self.problems.reference = problems;
        if has_new_publications {
            self.knowledge.reference = reference;
            self.knowledge.reevaluate(&self.setup);
        }
        let interval = self.setup.check.reference_interval;
        let pause = if self.clocks.read_again { interval.min(SHORTEST_PAUSE) } else { interval };
        self.clocks.reference = Some(self.clocks.reference_read + pause);
        if self.clocks.round.is_none() {
            self.clocks.round = Some(Instant::now());
        } else if has_new_publications {
            self.settle();
        } else if has_new_problems {
            self.publish_soon();
        }
    }
}

fn problem((tree, error): &(Tree, ReferenceError)) -> Problem {
    let which = match tree {
        Tree::Module(module) => format!("the reference tree of {module}"),
        Tree::Main | Tree::Vault => "the reference tree".to_owned(),
    };
    let consequence = "its last known publications stay in force";
    Problem {
        summary: format!("{which} cannot be read; {consequence}"),
        details: format!("{error}; {consequence}"),
    }
}
