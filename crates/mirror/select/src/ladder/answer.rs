use maneki_mirror_model::BaseUrl;
use maneki_mirror_snapshot::{MirrorId, Snapshot, Standings};

use crate::client::Client;
use crate::query::{Preference, Query, is_later};
use crate::selection::{Choice, Rung, Selection};

/// An answer that is being made: takes what the rungs offer until it is full.
///
/// A mirror that is not among the best of its rung waits until that has no better one.
pub(super) struct Answer<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) client: &'a Client,
    query: &'a Query,
    standings: Option<&'a Standings>,
    selection: Selection,
    /// Whether it counts that the client comes over IPv6.
    over_ipv6: bool,
    /// The choices of the rung that is being offered that go after its best, by their turns. No more wait
    /// than could get a place.
    waiting: [Vec<Choice>; 3],
    /// The URLs of those choices that share one: of mirrors with the same URL the first counts.
    shared_urls: Vec<&'a BaseUrl>,
}

impl<'a> Answer<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, client: &'a Client, query: &'a Query, over_ipv6: bool) -> Self {
        let room = query.limit.min(16);
        let selection = Selection { choices: Vec::with_capacity(room), ..Selection::default() };
        let standings = snapshot.standings(&query.target);
        Self {
            snapshot,
            client,
            query,
            standings,
            over_ipv6,
            selection,
            waiting: Default::default(),
            shared_urls: Vec::new(),
        }
    }

    /// Whether nothing more fits, or a monopoly has answered.
    pub(super) fn is_full(&self) -> bool {
        self.selection.monopoly.is_some() || self.selection.choices.len() >= self.query.limit
    }

    /// Offers mirrors of a rung in their order.
    pub(super) fn offer(&mut self, rung: Rung, mirrors: impl IntoIterator<Item = MirrorId>) {
        let waiting = self.waiting.iter().find_map(|some| some.first());
        if waiting.is_some_and(|choice| choice.rung != rung) {
            self.end_rung();
        }
        if self.is_full() {
            return;
        }
        for mirror in mirrors {
            self.take(rung, mirror);
            if self.is_full() {
                return;
            }
        }
    }

    /// Makes a mirror the whole answer, if it can serve the request.
    pub(super) fn offer_monopoly(&mut self, rung: Rung, mirror: MirrorId) {
        if self.is_full() {
            return;
        }
        self.take(rung, mirror);
        self.end_rung();
        if !self.selection.choices.is_empty() {
            self.selection.monopoly = Some(mirror);
        }
    }

    /// Whether a mirror has not what is asked for, whoever asks: [`Query::admits`] says so as well, and has more to
    /// look at. Of some images few mirrors are good.
    pub(super) fn is_out(&self, mirror: MirrorId) -> bool {
        self.standings.is_some_and(|known| is_later(known.standing(mirror), known.tier()).is_err())
    }

    fn take(&mut self, rung: Rung, mirror: MirrorId) {
        if self.is_out(mirror) {
            return;
        }
        let entry = self.snapshot.entry(mirror);
        let Ok(admission) = self.query.admits(mirror, entry, self.standings, self.over_ipv6) else { return };
        if self.has_seen(mirror) {
            return;
        }
        let choice = Choice { mirror, rung, protocol: admission.protocol };
        match admission.preference {
            Preference::First => self.choose(choice),
            Preference::Other => self.wait(0, choice),
            Preference::Unverified => self.wait(1, choice),
            Preference::UnverifiedOther => self.wait(2, choice),
        }
    }

    fn wait(&mut self, turn: usize, choice: Choice) {
        let tree = &self.query.target.tree;
        let (snapshot, waiting) = (self.snapshot, &mut self.waiting[turn]);
        let url = choice.url(snapshot, tree);
        let is_twin = |other: &Choice| other.url(snapshot, tree) == url;
        if snapshot.has_twin(choice.mirror) && waiting.iter().any(is_twin) {
            self.selection.duplicates.push(choice.mirror);
        } else if waiting.len() < self.query.limit {
            waiting.push(choice);
        }
    }

    /// The rung has nothing better: those that waited are taken in the order in which they came.
    fn end_rung(&mut self) {
        for choice in std::mem::take(&mut self.waiting).into_iter().flatten() {
            if self.is_full() {
                return;
            }
            self.choose(choice);
        }
    }

    fn choose(&mut self, choice: Choice) {
        if self.snapshot.has_twin(choice.mirror)
            && let Some(url) = choice.url(self.snapshot, &self.query.target.tree)
        {
            if self.shared_urls.contains(&url) {
                self.selection.duplicates.push(choice.mirror);
                return;
            }
            self.shared_urls.push(url);
        }
        self.selection.choices.push(choice);
    }

    /// Whether a better rung, or the same one, has offered a mirror already.
    fn has_seen(&self, mirror: MirrorId) -> bool {
        let Selection { choices, duplicates, .. } = &self.selection;
        let has_it = |some: &Vec<Choice>| some.iter().any(|choice| choice.mirror == mirror);
        has_it(choices) || self.waiting.iter().any(has_it) || duplicates.contains(&mirror)
    }

    pub(super) fn into_selection(mut self) -> Selection {
        self.end_rung();
        self.selection
    }
}
