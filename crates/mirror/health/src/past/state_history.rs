use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::Holding;

use crate::state::State;

/// The histories of repositories on all mirrors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateHistories {
    /// When they begin. Nothing is known about the time before.
    pub since: Timestamp,
    /// By repository and mirror. What is missing did not change.
    pub by_holding: BTreeMap<Arc<Holding>, BTreeMap<MirrorName, StateHistory>>,
}

/// The states of one repository on one mirror over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateHistory {
    /// The state before the first change.
    before: State,
    /// The changes and the states after them, in order.
    changes: Vec<(Timestamp, State)>,
}

impl StateHistories {
    /// Empty histories that begin at a time.
    pub fn new(since: Timestamp) -> Self {
        Self { since, by_holding: BTreeMap::new() }
    }

    /// Adds a change that happened before all changes of the same repository and mirror that were added already.
    pub fn add_older(
        &mut self,
        holding: Arc<Holding>,
        mirror: &MirrorName,
        at: Timestamp,
        (from, to): (State, State),
    ) {
        let by_mirror = self.by_holding.entry(holding).or_default();
        let history = match by_mirror.get_mut(mirror) {
            Some(history) => history,
            None => by_mirror.entry(mirror.clone()).or_insert(StateHistory::steady(from)),
        };
        history.before = from;
        // The latest is first until `settled` reverses the order.
        history.changes.push((at, to));
    }

    /// Puts every history in order after all changes were added.
    #[must_use]
    pub fn settled(mut self) -> Self {
        let histories = self.by_holding.values_mut().flat_map(BTreeMap::values_mut);
        histories.for_each(|history| history.changes.reverse());
        self
    }
}

impl StateHistory {
    /// The history of a repository that never changed.
    pub fn steady(state: State) -> Self {
        Self { before: state, changes: Vec::new() }
    }

    /// The state at a time.
    pub fn at(&self, time: Timestamp) -> State {
        let until = self.changes.partition_point(|(at, _)| *at <= time);
        self.changes[..until].last().map_or(self.before, |(_, state)| *state)
    }

    /// The changes after one time and until another.
    pub fn changes(&self, after: Timestamp, until: Timestamp) -> &[(Timestamp, State)] {
        let begin = self.changes.partition_point(|(at, _)| *at <= after);
        let end = self.changes.partition_point(|(at, _)| *at <= until);
        self.changes.get(begin..end).unwrap_or(&[])
    }
}
