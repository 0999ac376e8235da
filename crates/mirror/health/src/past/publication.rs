use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::Holding;

use crate::observation::{NamedFile, RepomdFacts};
use crate::repository_health::State;

/// Something that a reference tree published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Of which repository.
    pub holding: Arc<Holding>,
    /// What.
    pub repomd: RepomdFacts,
    /// The file that mirrors are asked for after a change.
    pub witness: Option<NamedFile>,
    /// Since when we knew it.
    pub since: Timestamp,
    /// When it was no longer published; `None`: it is.
    pub ended: Option<Timestamp>,
}

/// How repositories went from state to state on all mirrors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateHistories {
    /// Since when; nothing is known of what was before.
    pub since: Timestamp,
    /// Repository by repository, mirror by mirror; one that is missing stayed what it is.
    pub of: BTreeMap<Arc<Holding>, BTreeMap<MirrorName, StateHistory>>,
}

/// How one repository of one mirror went from state to state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateHistory {
    before: State,
    /// When it came to be what, in order.
    turns: Vec<(Timestamp, State)>,
}

impl StateHistories {
    /// Nothing is known yet of what was since a time.
    pub fn new(since: Timestamp) -> Self {
        Self { since, of: BTreeMap::new() }
    }

    /// Adds a turn that was before all turns of that repository and mirror that were added already.
    pub fn add_older(
        &mut self,
        holding: Arc<Holding>,
        mirror: &MirrorName,
        at: Timestamp,
        (from, to): (State, State),
    ) {
        let of_mirrors = self.of.entry(holding).or_default();
        let history = match of_mirrors.get_mut(mirror) {
            Some(history) => history,
            None => of_mirrors.entry(mirror.clone()).or_insert(StateHistory::steady(from)),
        };
        history.before = from;
        // Newest first while they come; `settled` turns them around.
        history.turns.push((at, to));
    }

    /// Puts every history in order, when all turns were added.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.of.values_mut().flat_map(BTreeMap::values_mut).for_each(|history| history.turns.reverse());
        self
    }
}

impl StateHistory {
    /// That of a repository that stayed what it is.
    pub fn steady(state: State) -> Self {
        Self { before: state, turns: Vec::new() }
    }

    /// What it was at a time.
    pub fn at(&self, time: Timestamp) -> State {
        let until = self.turns.partition_point(|(at, _)| *at <= time);
        self.turns[..until].last().map_or(self.before, |(_, state)| *state)
    }

    /// What it came to be after a time and until another, and when.
    pub fn turns(&self, after: Timestamp, until: Timestamp) -> &[(Timestamp, State)] {
        let begin = self.turns.partition_point(|(at, _)| *at <= after);
        let end = self.turns.partition_point(|(at, _)| *at <= until);
        self.turns.get(begin..end).unwrap_or_default()
    }
}
