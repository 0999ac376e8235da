use std::collections::BTreeMap;

use maneki_model::{Asn, Coordinates, CountryCode};
use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::circle::Circle;
use crate::snapshot::{Entry, MirrorId};

/// A mirror at its point on the unit sphere.
type Point = GeomWithData<[f64; 3], MirrorId>;

/// The public mirrors that carry one tree, by where they stand.
#[derive(Debug, Default)]
pub struct Geography {
    everywhere: Vec<MirrorId>,
    placed: RTree<Point>,
    unplaced: Vec<MirrorId>,
    countries: BTreeMap<CountryCode, Country>,
    own_asns: BTreeMap<Asn, Vec<MirrorId>>,
}

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
        within(&self.placed, circle)
    }

    /// All mirrors that stand somewhere, the nearest first; found as they are asked for.
    pub fn nearest(&self, centre: Coordinates) -> impl Iterator<Item = MirrorId> {
        nearest(&self.placed, centre)
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

fn within(points: &RTree<Point>, circle: Circle) -> impl Iterator<Item = MirrorId> {
    points.locate_within_distance(circle.centre(), circle.chord_squared()).map(|point| point.data)
}

fn nearest(points: &RTree<Point>, centre: Coordinates) -> impl Iterator<Item = MirrorId> {
    points.nearest_neighbor_iter(centre.unit_vector()).map(|point| point.data)
}
