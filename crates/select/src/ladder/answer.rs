use maneki_model::BaseUrl;
use maneki_snapshot::{MirrorId, Snapshot};

use crate::client::Client;
use crate::query::Query;
use crate::selection::{Choice, Rung, Selection};

/// An answer that is being made: takes what the rungs offer until it is full.
pub(super) struct Answer<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) client: &'a Client,
    query: &'a Query,
    /// Where the client is, as a point on the unit sphere.
    here: Option<[f64; 3]>,
    selection: Selection,
    /// The URLs of the choices: one that is seen twice is dropped.
    urls: Vec<&'a BaseUrl>,
}

impl<'a> Answer<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, client: &'a Client, query: &'a Query) -> Self {
        let room = query.limit.min(16);
        let selection = Selection { choices: Vec::with_capacity(room), ..Selection::default() };
        let here = client.position.map(|position| position.coordinates().unit_vector());
        Self { snapshot, client, query, here, selection, urls: Vec::with_capacity(room) }
    }

    /// Whether nothing more fits, or a monopoly has answered.
    pub(super) fn is_full(&self) -> bool {
        self.selection.monopoly.is_some() || self.selection.choices.len() >= self.query.limit
    }

    /// Offers mirrors of a rung in their order.
    pub(super) fn offer(&mut self, rung: Rung, mirrors: impl IntoIterator<Item = MirrorId>) {
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
        if !self.selection.choices.is_empty() {
            self.selection.monopoly = Some(mirror);
        }
    }

    fn take(&mut self, rung: Rung, mirror: MirrorId) {
        if self.has_seen(mirror) {
            return;
        }
        let entry = self.snapshot.entry(mirror);
        let Ok(protocol) = self.query.admits(entry) else { return };
        let distance_km = self.here.and_then(|here| self.snapshot.distance_km(mirror, here)).map(whole_km);
        let choice = Choice { mirror, rung, protocol, distance_km };
        let Some(url) = choice.url(self.snapshot, &self.query.target.tree) else { return };
        if self.urls.contains(&url) {
            self.selection.duplicates.push(mirror);
        } else {
            self.urls.push(url);
            self.selection.choices.push(choice);
        }
    }

    /// Whether a better rung, or the same one, has offered a mirror already.
    fn has_seen(&self, mirror: MirrorId) -> bool {
        let Selection { choices, duplicates, .. } = &self.selection;
        choices.iter().any(|choice| choice.mirror == mirror) || duplicates.contains(&mirror)
    }

    pub(super) fn into_selection(self) -> Selection {
        self.selection
    }
}

/// Distances count in whole kilometres, cut and not rounded, as the reference service counts them.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 20,016 km")]
pub(super) fn whole_km(km: f64) -> u32 {
    km as u32
}
