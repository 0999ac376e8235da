//! The other rungs: public mirrors, by where they stand.

use maneki_mirror_model::{Coordinates, CountryCode};
use maneki_mirror_snapshot::{Circle, Country, Geography, MirrorId, Sight, Snapshot, Spot};

use super::NEAR_KM;
use super::answer::Answer;
use super::shuffle::Lot;
use crate::client::Client;
use crate::query::Query;
use crate::selection::Rung;

/// Up to how many mirrors of a rung count as few, in square roots of the number of mirrors: few are looked up
/// in the index (which is given up after four times as many that do not belong), many are found by drawing
/// lots among all.
const FEW: usize = 3;

/// Up to how many mirrors are shuffled to the last though the first may be enough.
const SMALL_RING: usize = 32;

/// What lies around a client.
pub(super) struct Around<'a> {
    snapshot: &'a Snapshot,
    geography: &'a Geography,
    /// The mirrors whose own address is in the client's system.
    neighbours: &'a [MirrorId],
    /// The only countries that are asked for.
    wanted: Option<&'a [CountryCode]>,
}

/// A place to measure from.
#[derive(Clone, Copy)]
pub(super) struct Here {
    at: Coordinates,
    /// What is at most so far away as counts as near.
    near: Circle,
}

impl Here {
    pub(super) fn new(at: Coordinates) -> Self {
        // Whole kilometres are cut: 500.9 are 500.
        Self { at, near: Circle::new(at, f64::from(NEAR_KM + 1)) }
    }
}

impl<'a> Around<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, client: &Client, query: &'a Query) -> Self {
        let geography = snapshot.geography(&query.target.tree);
        let neighbours = client.asn.map(|asn| geography.inside_asn(asn)).unwrap_or_default();
        Self { snapshot, geography, neighbours, wanted: query.countries.as_deref() }
    }

    /// The same country, at most 500 km away: by lot, the client's own system first.
    pub(super) fn near(&self, answer: &mut Answer<'_>, lot: Lot, country: CountryCode, here: Here) {
        if answer.is_full() {
            return;
        }
        let Some(mirrors) = self.wanted_country(country) else { return };
        let found = mirrors.within(here.near).map(|spot| (spot, true));
        let near = |id: MirrorId| self.is_near(id, here) && self.country_of(id) == Some(country);
        self.by_lot(answer, lot, Rung::Near, Some(mirrors.members()), found, near);
    }

    /// The same country, farther: by distance.
    pub(super) fn country(&self, answer: &mut Answer<'_>, lot: Lot, country: CountryCode, here: Here) {
        if answer.is_full() {
            return;
        }
        let Some(mirrors) = self.wanted_country(country) else { return };
        let farther = mirrors.nearest(here.at).filter(|sight| !sight.is_in(here.near));
        Self::by_distance(answer, lot, Rung::Country, farther);
    }

    /// Anywhere in a country: by lot, the client's own system first.
    pub(super) fn anywhere_in(&self, answer: &mut Answer<'_>, lot: Lot, country: CountryCode) {
        if answer.is_full() {
            return;
        }
        let Some(mirrors) = self.wanted_country(country) else { return };
        let inside = |id: MirrorId| self.country_of(id) == Some(country);
        answer.offer(Rung::Country, self.neighbours_first(lot, Rung::Country, inside));
        answer.offer(Rung::Country, lot.draw(Rung::Country, 0, mirrors.members()));
    }

    /// Another country, at most 500 km away: by lot, the client's own system first.
    pub(super) fn border(&self, answer: &mut Answer<'_>, lot: Lot, country: Option<CountryCode>, here: Here) {
        if answer.is_full() {
            return;
        }
        let is_abroad = |spot: &Spot| is_abroad(spot.country(), country);
        let near = |id: MirrorId| self.is_near(id, here) && self::is_abroad(self.country_of(id), country);
        match self.wanted {
            None => {
                let found = self.geography.within(here.near).map(|spot| (spot, is_abroad(spot)));
                self.by_lot(answer, lot, Rung::Border, Some(self.geography.everywhere()), found, near);
            }
            Some(wanted) => {
                let found = self.countries(wanted).flat_map(|mirrors| mirrors.within(here.near));
                let found = found.map(|spot| (spot, is_abroad(spot)));
                self.by_lot(answer, lot, Rung::Border, None, found, near);
            }
        }
    }

    /// The rest by distance; at the end those that nobody can find on a map, by lot.
    pub(super) fn far(&self, answer: &mut Answer<'_>, lot: Lot, country: Option<CountryCode>, here: Here) {
        if answer.is_full() {
            return;
        }
        let is_rest = |sight: &Sight<'_>| !sight.is_in(here.near) && is_abroad(sight.spot.country(), country);
        match self.wanted {
            None => {
                let rest = self.geography.nearest(here.at).filter(is_rest);
                Self::by_distance(answer, lot, Rung::Far, rest);
            }
            Some(wanted) => {
                let seen = self.countries(wanted).flat_map(|mirrors| mirrors.seen_from(here.at));
                let mut rest: Vec<Sight<'_>> = seen.filter(is_rest).collect();
                rest.sort_by_key(Sight::km);
                Self::by_distance(answer, lot, Rung::Far, rest.into_iter());
            }
        }
        answer.offer(Rung::Far, lot.draw(Rung::Far, 0, self.geography.unplaced()));
    }

    /// All by lot.
    pub(super) fn anywhere(&self, answer: &mut Answer<'_>, lot: Lot) {
        answer.offer(Rung::Anywhere, lot.draw(Rung::Anywhere, 0, self.geography.everywhere()));
    }

    /// By lot, the client's own system first.
    ///
    /// Where few mirrors belong to the rung, the index tells which: `found` holds them, among others, and whether
    /// they do. Where many do, lots are drawn among `all` and the others passed over: the answer is full after
    /// some lots, however large the registry is. Without `all` the index tells them, few or many.
    fn by_lot(
        &self,
        answer: &mut Answer<'_>,
        lot: Lot,
        rung: Rung,
        all: Option<&[MirrorId]>,
        found: impl Iterator<Item = (&'a Spot, bool)>,
        belongs: impl Fn(MirrorId) -> bool,
    ) {
        answer.offer(rung, self.neighbours_first(lot, rung, &belongs));
        if answer.is_full() {
            return;
        }
        let mut belonging = Vec::new();
        for (seen, (spot, is_of_it)) in (1..).zip(found) {
            if is_of_it {
                belonging.extend_from_slice(spot.mirrors());
            }
            // Whatever the order of the index is, it comes to the same.
            if let Some(all) = all
                && seen.max(4 * belonging.len()) > 4 * FEW * all.len().isqrt()
            {
                return answer.offer(rung, lot.draw(rung, 0, all).filter(|&id| belongs(id)));
            }
        }
        // The index gives no order; the lot needs one to start from.
        belonging.sort_unstable();
        lot.shuffle(rung, 2, &mut belonging);
        answer.offer(rung, belonging);
    }

    /// The mirrors of the client's own system that belong to a rung, by lot.
    fn neighbours_first(&self, lot: Lot, rung: Rung, belongs: impl Fn(MirrorId) -> bool) -> Vec<MirrorId> {
        let mut first: Vec<MirrorId> = self.neighbours.iter().copied().filter(|&id| belongs(id)).collect();
        lot.shuffle(rung, 1, &mut first);
        first
    }

    /// By distance; the lot decides among those of the same whole kilometre, for cities have one place.
    fn by_distance(answer: &mut Answer<'_>, lot: Lot, rung: Rung, nearest: impl Iterator<Item = Sight<'a>>) {
        let mut ring = Ring::default();
        for sight in nearest {
            if answer.is_full() {
                return;
            }
            if sight.km() != ring.km {
                ring.offer(answer, lot, rung);
                ring.km = sight.km();
            }
            ring.spots.push(sight.spot);
        }
        ring.offer(answer, lot, rung);
    }

    /// The mirrors of a country, unless others are asked for.
    fn wanted_country(&self, country: CountryCode) -> Option<&'a Country> {
        let wanted = self.wanted.is_none_or(|wanted| wanted.contains(&country));
        self.geography.country(country).filter(|_| wanted)
    }

    fn countries(&self, wanted: &[CountryCode]) -> impl Iterator<Item = &'a Country> {
        wanted.iter().filter_map(|&country| self.geography.country(country))
    }

    fn is_near(&self, id: MirrorId, here: Here) -> bool {
        self.snapshot.is_within(id, here.near)
    }

    fn country_of(&self, id: MirrorId) -> Option<CountryCode> {
        self.snapshot.entry(id).place.country
    }
}

/// Whether a mirror's country is another one than the client's.
fn is_abroad(mirror: Option<CountryCode>, client: Option<CountryCode>) -> bool {
    client.is_none() || mirror != client
}

/// What is equally far.
#[derive(Default)]
struct Ring<'a> {
    km: u32,
    spots: Vec<&'a Spot>,
    /// Room for the mirrors while they are put in order: most rings are small, and an answer may have many.
    mirrors: Vec<MirrorId>,
}

impl Ring<'_> {
    /// Offers it by lot, and is empty again.
    fn offer(&mut self, answer: &mut Answer<'_>, lot: Lot, rung: Rung) {
        let mut mirrors = self.spots.iter().flat_map(|spot| spot.mirrors());
        if mirrors.all(|&mirror| answer.is_out(mirror)) {
            self.spots.clear();
            return;
        }
        match *self.spots {
            // A large city: lots are drawn as far as they are asked for.
            [spot] if spot.mirrors().len() > SMALL_RING => {
                answer.offer(rung, lot.draw(rung, self.km, spot.mirrors()));
            }
            _ => {
                self.mirrors.extend(self.spots.iter().flat_map(|spot| spot.mirrors()));
                if self.spots.len() > 1 {
                    self.mirrors.sort_unstable();
                }
                lot.shuffle(rung, self.km, &mut self.mirrors);
                answer.offer(rung, self.mirrors.drain(..));
            }
        }
        self.spots.clear();
    }
}
