use maneki_mirror_model::BaseUrl;
use maneki_mirror_snapshot::{MirrorId, Snapshot, Standings};

use crate::client::Client;
use crate::query::{Preference, Query, admits_standing};
use crate::rung::Rung;
use crate::selection::{Choice, Selection};

/// Takes what the rungs offer until the selection is full.
///
/// A mirror that is not among the most preferred of its rung waits until the rung has offered all its mirrors.
pub(super) struct SelectionBuilder<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) client: &'a Client,
    query: &'a Query,
    standings: Option<&'a Standings>,
    selection: Selection,
    /// Whether mirrors must not fail over IPv6.
    over_ipv6: bool,
    /// Mirrors of the present rung that are not the most preferred, by preference. At most as many wait as could
    /// be taken.
    waiting: [Vec<Choice>; 3],
    /// The URLs of chosen mirrors that others share. Of mirrors with the same URL the first is taken.
    shared_urls: Vec<&'a BaseUrl>,
}

impl<'a> SelectionBuilder<'a> {
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

    /// Whether it takes no more mirrors.
    pub(super) fn is_full(&self) -> bool {
        self.selection.monopoly.is_some() || self.selection.choices.len() >= self.query.limit
    }

    /// Offers mirrors of a rung, in order.
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

    /// Offers a mirror that is the whole answer if it can serve the request.
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

    /// Whether a mirror cannot serve any client. [`Query::admits`] decides the same and more, at a higher cost; this
    /// skips the many mirrors that lack a rare set of images.
    pub(super) fn is_out(&self, mirror: MirrorId) -> bool {
        self.standings.is_some_and(|known| admits_standing(known.standing(mirror), known.tier()).is_err())
    }

    fn take(&mut self, rung: Rung, mirror: MirrorId) {
        if self.is_out(mirror) {
            return;
        }
        let entry = self.snapshot.entry(mirror);
        let Ok(admission) = self.query.admits(mirror, entry, self.standings, self.over_ipv6) else { return };
        if self.was_offered(mirror) {
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

    fn wait(&mut self, queue: usize, choice: Choice) {
        let tree = &self.query.target.tree;
        let (snapshot, waiting) = (self.snapshot, &mut self.waiting[queue]);
        let url = choice.url(snapshot, tree);
        let is_twin = |other: &Choice| other.url(snapshot, tree) == url;
        if snapshot.has_twin(choice.mirror) && waiting.iter().any(is_twin) {
            self.selection.duplicates.push(choice.mirror);
        } else if waiting.len() < self.query.limit {
            waiting.push(choice);
        }
    }

    /// Takes the waiting mirrors, now that the rung has no more preferred ones.
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

    /// Whether a better rung, or this one, has offered the mirror before.
    fn was_offered(&self, mirror: MirrorId) -> bool {
        let Selection { choices, duplicates, .. } = &self.selection;
        let contains = |some: &Vec<Choice>| some.iter().any(|choice| choice.mirror == mirror);
        contains(choices) || self.waiting.iter().any(contains) || duplicates.contains(&mirror)
    }

    pub(super) fn build(mut self) -> Selection {
        self.end_rung();
        self.selection
    }
}
