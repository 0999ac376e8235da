use std::collections::BTreeMap;
use std::iter::once_with;

use maneki_model::{Asn, Coordinates, CountryCode};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::circle::Circle;
use crate::snapshot::{Entry, MirrorId};

/// A mirror at its point on the unit sphere.
type Point = GeomWithData<[f64; 3], MirrorId>;

/// How many mirrors are put in order for a place beforehand: a list, and those that are passed over for it.
const IN_ORDER: usize = 64;

/// The public mirrors that carry one tree, by where they stand.
#[derive(Debug, Default)]
pub struct Geography {
    everywhere: Vec<MirrorId>,
    placed: RTree<Point>,
    unplaced: Vec<MirrorId>,
    countries: BTreeMap<CountryCode, Country>,
    own_asns: BTreeMap<Asn, Vec<MirrorId>>,
    outlooks: BTreeMap<[u64; 2], Outlook>,
}

/// The first mirrors from a place, the nearest first, with the square of the straight way to each.
type Outlook = Vec<(f64, MirrorId)>;

/// The public mirrors of one country.
#[derive(Debug, Default)]
pub struct Country {
    members: Vec<MirrorId>,
    placed: RTree<Point>,
}

impl Geography {
    pub(crate) fn of<'a>(entries: impl Iterator<Item = (MirrorId, &'a Entry)>) -> Self {
        let mut geography = Self::default();
        let mut points = Vec::new();
        let mut by_country = BTreeMap::<CountryCode, (Vec<MirrorId>, Vec<Point>)>::new();
        for (id, entry) in entries {
            geography.everywhere.push(id);
            let point = entry.coordinates().map(|at| Point::new(at.unit_vector(), id));
            match point {
                Some(point) => points.push(point),
                None => geography.unplaced.push(id),
            }
            if let Some(country) = entry.place.country {
                let (members, placed) = by_country.entry(country).or_default();
                members.push(id);
                placed.extend(point);
            }
            if let Some(asn) = entry.place.asn {
                geography.own_asns.entry(asn).or_default().push(id);
            }
        }
        geography.placed = RTree::bulk_load(points);
        let country = |(members, points)| Country { members, placed: RTree::bulk_load(points) };
        geography.countries = by_country.into_iter().map(|(code, lists)| (code, country(lists))).collect();
        geography
    }

    /// Puts the nearest mirrors of a place in order, so that they need not be searched when clients ask from
    /// there. It changes no answer.
    pub(crate) fn look_out(&mut self, from: Coordinates) {
        let nearest = self.placed.nearest_neighbor_iter_with_distance_2(from.unit_vector());
        let outlook = nearest.take(IN_ORDER).map(|(point, distance_2)| (distance_2, point.data)).collect();
        self.outlooks.insert(exactly(from), outlook);
    }

    /// Every mirror, by name.
    pub fn everywhere(&self) -> &[MirrorId] {
        &self.everywhere
    }

    /// The mirrors that nobody knows where to find on a map, by name.
    pub fn unplaced(&self) -> &[MirrorId] {
        &self.unplaced
    }

    /// The mirrors of a country, if it has any.
    pub fn country(&self, country: CountryCode) -> Option<&Country> {
        self.countries.get(&country)
    }

    /// The mirrors whose own address is in a system.
    pub fn inside_asn(&self, asn: Asn) -> &[MirrorId] {
        self.own_asns.get(&asn).map_or(&[], Vec::as_slice)
    }

    /// The mirrors in a circle, in no order.
    pub fn within(&self, circle: Circle) -> impl Iterator<Item = MirrorId> {
        let inside = move |&&(distance_2, _): &&(f64, MirrorId)| circle.holds(distance_2);
        let outlook = self.outlook(circle.at());
        let ends = outlook.len() == self.placed.size() || !outlook.iter().last().iter().all(inside);
        let ready = if ends { outlook } else { &[] };
        let searched = (!ends).then(|| within(&self.placed, circle)).into_iter().flatten();
        ready.iter().take_while(inside).map(|(_, id)| *id).chain(searched)
    }

    /// All mirrors that stand somewhere, the nearest first; found as they are asked for.
    pub fn nearest(&self, centre: Coordinates) -> impl Iterator<Item = MirrorId> {
        let ready = self.outlook(centre);
        let rest = once_with(move || nearest(&self.placed, centre).skip(ready.len())).flatten();
        ready.iter().map(|(_, id)| *id).chain(rest)
    }

    fn outlook(&self, from: Coordinates) -> &[(f64, MirrorId)] {
        self.outlooks.get(&exactly(from)).map_or(&[], Vec::as_slice)
    }
}

impl Country {
    /// Its mirrors, by name.
    pub fn members(&self) -> &[MirrorId] {
        &self.members
    }

    /// Its mirrors in a circle, in no order.
    pub fn within(&self, circle: Circle) -> impl Iterator<Item = MirrorId> {
        within(&self.placed, circle)
    }

    /// Its mirrors, the nearest first.
    pub fn nearest(&self, centre: Coordinates) -> impl Iterator<Item = MirrorId> {
        nearest(&self.placed, centre)
    }
}

/// A place as a key: the same only to the last bit.
fn exactly(place: Coordinates) -> [u64; 2] {
    [place.latitude().to_bits(), place.longitude().to_bits()]
}

fn within(points: &RTree<Point>, circle: Circle) -> impl Iterator<Item = MirrorId> {
    points.locate_within_distance(circle.centre(), circle.chord_squared()).map(|point| point.data)
}

fn nearest(points: &RTree<Point>, centre: Coordinates) -> impl Iterator<Item = MirrorId> {
    points.nearest_neighbor_iter(centre.unit_vector()).map(|point| point.data)
}
