//! The other rungs: public mirrors, by where they stand.

use maneki_model::{Coordinates, CountryCode};
use maneki_snapshot::{Geography, MirrorId, Snapshot};

use super::NEAR_KM;
use super::answer::{Answer, whole_km};
use super::shuffle::Lot;
use crate::client::Client;
use crate::query::Query;
use crate::selection::Rung;

/// What lies around a client.
pub(super) struct Around<'a> {
    snapshot: &'a Snapshot,
    geography: &'a Geography,
    /// The mirrors whose own address is in the client's system.
    neighbours: &'a [MirrorId],
}

impl<'a> Around<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, client: &Client, query: &Query) -> Self {
        let geography = snapshot.geography(&query.target.tree);
        let neighbours = client.asn.map(|asn| geography.inside_asn(asn)).unwrap_or_default();
        Self { snapshot, geography, neighbours }
    }

    /// The same country, at most 500 km away: by lot, the client's own system first.
    pub(super) fn near(&self, answer: &mut Answer<'_>, lot: Lot, country: CountryCode, here: Coordinates) {
        if answer.is_full() {
            return;
        }
        let Some(mirrors) = self.geography.country(country) else { return };
        let near = mirrors.within(here, within_reach()).filter(|&id| self.is_near(id, here)).collect();
        self.by_lot(answer, lot, Rung::Near, near);
    }

    /// The same country, farther: by distance.
    pub(super) fn country(&self, answer: &mut Answer<'_>, lot: Lot, country: CountryCode, here: Coordinates) {
        let Some(mirrors) = self.geography.country(country) else { return };
        let farther = mirrors.nearest(here).filter(|&id| !self.is_near(id, here));
        self.by_distance(answer, lot, Rung::Country, here, farther);
    }

    /// Anywhere in a country: by lot, the client's own system first.
    pub(super) fn anywhere_in(&self, answer: &mut Answer<'_>, lot: Lot, country: CountryCode) {
        if answer.is_full() {
            return;
        }
        let Some(mirrors) = self.geography.country(country) else { return };
        let inside = |id: MirrorId| self.country_of(id) == Some(country);
        answer.offer(Rung::Country, self.neighbours_first(lot, Rung::Country, inside));
        answer.offer(Rung::Country, lot.draw(Rung::Country, mirrors.members()));
    }

    /// Another country, at most 500 km away: by lot, the client's own system first.
    pub(super) fn border(
        &self,
        answer: &mut Answer<'_>,
        lot: Lot,
        country: Option<CountryCode>,
        here: Coordinates,
    ) {
        if answer.is_full() {
            return;
        }
        let abroad = |id: &MirrorId| country.is_none() || self.country_of(*id) != country;
        let reachable = self.geography.within(here, within_reach());
        let near = reachable.filter(abroad).filter(|&id| self.is_near(id, here)).collect();
        self.by_lot(answer, lot, Rung::Border, near);
    }

    /// The rest by distance; at the end those that nobody can find on a map, by lot.
    pub(super) fn far(
        &self,
        answer: &mut Answer<'_>,
        lot: Lot,
        country: Option<CountryCode>,
        here: Coordinates,
    ) {
        let abroad = |id: &MirrorId| country.is_none() || self.country_of(*id) != country;
        let rest = self.geography.nearest(here).filter(abroad).filter(|&id| !self.is_near(id, here));
        self.by_distance(answer, lot, Rung::Far, here, rest);
        answer.offer(Rung::Far, lot.draw(Rung::Far, self.geography.unplaced()));
    }

    /// All by lot.
    pub(super) fn anywhere(&self, answer: &mut Answer<'_>, lot: Lot) {
        answer.offer(Rung::Anywhere, lot.draw(Rung::Anywhere, self.geography.everywhere()));
    }

    fn by_lot(&self, answer: &mut Answer<'_>, lot: Lot, rung: Rung, mut mirrors: Vec<MirrorId>) {
        let inside = |id: MirrorId| mirrors.contains(&id);
        let first: Vec<MirrorId> = self.neighbours_first(lot, rung, inside);
        // The index gives no order; the lot needs one to start from.
        mirrors.sort_unstable();
        answer.offer(rung, first);
        answer.offer(rung, lot.draw(rung, &mirrors));
    }

    /// The mirrors of the client's own system that belong to a rung, by lot.
    fn neighbours_first(&self, lot: Lot, rung: Rung, belongs: impl Fn(MirrorId) -> bool) -> Vec<MirrorId> {
        let mut first: Vec<MirrorId> = self.neighbours.iter().copied().filter(|&id| belongs(id)).collect();
        lot.shuffle(rung, 1, &mut first);
        first
    }

    /// By distance; the lot decides among those of the same whole kilometre, for cities have one place.
    fn by_distance(
        &self,
        answer: &mut Answer<'_>,
        lot: Lot,
        rung: Rung,
        here: Coordinates,
        nearest: impl Iterator<Item = MirrorId>,
    ) {
        let mut ring = Vec::new();
        let mut ring_km = None;
        for id in nearest {
            if answer.is_full() {
                return;
            }
            let km = self.km(id, here);
            if km != ring_km {
                offer_ring(answer, lot, rung, &mut ring, ring_km);
                ring_km = km;
            }
            ring.push(id);
        }
        offer_ring(answer, lot, rung, &mut ring, ring_km);
    }

    fn km(&self, id: MirrorId, here: Coordinates) -> Option<u32> {
        let there = self.snapshot.entry(id).coordinates()?;
        Some(whole_km(here.distance_km(there)))
    }

    fn is_near(&self, id: MirrorId, here: Coordinates) -> bool {
        self.km(id, here).is_some_and(|km| km <= NEAR_KM)
    }

    fn country_of(&self, id: MirrorId) -> Option<CountryCode> {
        self.snapshot.entry(id).place.country
    }
}

fn offer_ring(answer: &mut Answer<'_>, lot: Lot, rung: Rung, ring: &mut Vec<MirrorId>, km: Option<u32>) {
    ring.sort_unstable();
    lot.shuffle(rung, km.unwrap_or(u32::MAX), ring);
    answer.offer(rung, ring.drain(..));
}

/// A little more than the distance that counts as near, for whole kilometres are cut.
fn within_reach() -> f64 {
    f64::from(NEAR_KM + 1)
}
