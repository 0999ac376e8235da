//! The other rungs: public mirrors, by their distance from the client.

use maneki_mirror_model::{Coordinates, CountryCode};
use maneki_mirror_snapshot::{Circle, Country, Geography, MirrorId, Sight, Snapshot, Spot};

use super::NEAR_KM;
use super::builder::SelectionBuilder;
use super::ring::Ring;
use super::shuffle::Shuffle;
use crate::client::Client;
use crate::query::Query;
use crate::rung::Rung;

/// A rung has few mirrors if they are fewer than this many square roots of the number of all mirrors. Few are found
/// in the index, many by shuffling all mirrors and skipping those that do not belong. The search in the index is
/// given up after four times as many spots.
const FEW: usize = 3;

/// The mirrors around a client.
pub(super) struct Around<'a> {
    snapshot: &'a Snapshot,
    geography: &'a Geography,
    /// The mirrors in the client's own autonomous system. They come first in a shuffle.
    neighbours: &'a [MirrorId],
    /// The only countries that are requested.
    wanted: Option<&'a [CountryCode]>,
    shuffle: Shuffle,
}

/// The place of a client.
#[derive(Clone, Copy)]
pub(super) struct Here {
    at: Coordinates,
    /// The mirrors that count as near are in this circle.
    near: Circle,
}

impl Here {
    pub(super) fn new(at: Coordinates) -> Self {
        // Distances are rounded down: 500.9 km are 500.
        Self { at, near: Circle::new(at, f64::from(NEAR_KM + 1)) }
    }
}

impl<'a> Around<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, client: &Client, query: &'a Query, shuffle: Shuffle) -> Self {
        let geography = snapshot.geography(&query.target.tree);
        let neighbours = client.asn.map(|asn| geography.inside_asn(asn)).unwrap_or_default();
        Self { snapshot, geography, neighbours, wanted: query.countries.as_deref(), shuffle }
    }

    /// The same country, at most 500 km away: shuffled.
    pub(super) fn near(&self, builder: &mut SelectionBuilder<'_>, country: CountryCode, here: Here) {
        if builder.is_full() {
            return;
        }
        let Some(mirrors) = self.wanted_country(country) else { return };
        let found = mirrors.within(here.near).map(|spot| (spot, true));
        let near = |id: MirrorId| self.is_near(id, here) && self.country_of(id) == Some(country);
        self.shuffled(builder, Rung::Near, Some(mirrors.members()), found, near);
    }

    /// The same country, farther away: by distance.
    pub(super) fn country(&self, builder: &mut SelectionBuilder<'_>, country: CountryCode, here: Here) {
        if builder.is_full() {
            return;
        }
        let Some(mirrors) = self.wanted_country(country) else { return };
        let farther = mirrors.nearest(here.at).filter(|sight| !sight.is_in(here.near));
        self.by_distance(builder, Rung::Country, farther);
    }

    /// Anywhere in a country: shuffled.
    pub(super) fn anywhere_in(&self, builder: &mut SelectionBuilder<'_>, country: CountryCode) {
        if builder.is_full() {
            return;
        }
        let Some(mirrors) = self.wanted_country(country) else { return };
        let inside = |id: MirrorId| self.country_of(id) == Some(country);
        builder.offer(Rung::Country, self.neighbours(Rung::Country, inside));
        builder.offer(Rung::Country, self.shuffle.lazily(Rung::Country, 0, mirrors.members()));
    }

    /// Another country, at most 500 km away: shuffled.
    pub(super) fn border(
        &self,
        builder: &mut SelectionBuilder<'_>,
        country: Option<CountryCode>,
        here: Here,
    ) {
        if builder.is_full() {
            return;
        }
        let is_abroad = |spot: &Spot| is_abroad(spot.country(), country);
        let near = |id: MirrorId| self.is_near(id, here) && self::is_abroad(self.country_of(id), country);
        match self.wanted {
            None => {
                let found = self.geography.within(here.near).map(|spot| (spot, is_abroad(spot)));
                self.shuffled(builder, Rung::Border, Some(self.geography.everywhere()), found, near);
            }
            Some(wanted) => {
                let found = self.countries(wanted).flat_map(|mirrors| mirrors.within(here.near));
                let found = found.map(|spot| (spot, is_abroad(spot)));
                self.shuffled(builder, Rung::Border, None, found, near);
            }
        }
    }

    /// All others by distance. The mirrors whose place is not known come last, shuffled.
    pub(super) fn far(&self, builder: &mut SelectionBuilder<'_>, country: Option<CountryCode>, here: Here) {
        if builder.is_full() {
            return;
        }
        let is_rest = |sight: &Sight<'_>| !sight.is_in(here.near) && is_abroad(sight.spot.country(), country);
        match self.wanted {
            None => {
                let rest = self.geography.nearest(here.at).filter(is_rest);
                self.by_distance(builder, Rung::Far, rest);
            }
            Some(wanted) => {
                let seen = self.countries(wanted).flat_map(|mirrors| mirrors.seen_from(here.at));
                let mut rest: Vec<Sight<'_>> = seen.filter(is_rest).collect();
                rest.sort_by_key(Sight::km);
                self.by_distance(builder, Rung::Far, rest.into_iter());
            }
        }
        builder.offer(Rung::Far, self.shuffle.lazily(Rung::Far, 0, self.geography.unplaced()));
    }

    /// All mirrors, shuffled.
    pub(super) fn anywhere(&self, builder: &mut SelectionBuilder<'_>) {
        builder.offer(Rung::Anywhere, self.shuffle.lazily(Rung::Anywhere, 0, self.geography.everywhere()));
    }

    /// Offers the mirrors of a rung in shuffled order, those in the client's own system first.
    ///
    /// `found` are spots from the index, and whether they belong to the rung. If they are many, `all` is shuffled
    /// lazily and mirrors that do not belong are skipped: the answer is full after a few mirrors, however large the
    /// registry is. Without `all` the index is always used.
    fn shuffled(
        &self,
        builder: &mut SelectionBuilder<'_>,
        rung: Rung,
        all: Option<&[MirrorId]>,
        found: impl Iterator<Item = (&'a Spot, bool)>,
        belongs: impl Fn(MirrorId) -> bool,
    ) {
        builder.offer(rung, self.neighbours(rung, &belongs));
        if builder.is_full() {
            return;
        }
        let mut belonging = Vec::new();
        for (count, (spot, is_of_rung)) in (1..).zip(found) {
            if is_of_rung {
                belonging.extend_from_slice(spot.mirrors());
            }
            // Only the totals decide this, not the order of the index.
            if let Some(all) = all
                && count.max(4 * belonging.len()) > 4 * FEW * all.len().isqrt()
            {
                return builder.offer(rung, self.shuffle.lazily(rung, 0, all).filter(|&id| belongs(id)));
            }
        }
        // The index has no order, but the shuffle depends on the order that it starts with.
        belonging.sort_unstable();
        self.shuffle.in_place(rung, 2, &mut belonging);
        builder.offer(rung, belonging);
    }

    /// The mirrors of the client's own system that belong to a rung, shuffled.
    fn neighbours(&self, rung: Rung, belongs: impl Fn(MirrorId) -> bool) -> Vec<MirrorId> {
        let mut first: Vec<MirrorId> = self.neighbours.iter().copied().filter(|&id| belongs(id)).collect();
        self.shuffle.in_place(rung, 1, &mut first);
        first
    }

    /// Offers mirrors by distance. Those at the same whole kilometre are shuffled; all mirrors of a city are at the
    /// same place.
    fn by_distance(
        &self,
        builder: &mut SelectionBuilder<'_>,
        rung: Rung,
        nearest: impl Iterator<Item = Sight<'a>>,
    ) {
        let mut ring = Ring::new(rung, self.shuffle);
        for sight in nearest {
            if builder.is_full() {
                return;
            }
            ring.add(sight, builder);
        }
        ring.offer(builder);
    }

    /// The mirrors of a country, unless other countries are requested.
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

/// Whether a mirror is in another country than the client.
fn is_abroad(mirror: Option<CountryCode>, client: Option<CountryCode>) -> bool {
    client.is_none() || mirror != client
}
