use std::collections::BTreeMap;
use std::iter::once_with;
use std::sync::Arc;

use maneki_mirror_model::{Asn, Coordinates, CountryCode, arc_km, whole_km};
use rstar::primitives::GeomWithData;
use rstar::{PointDistance, RTree};
use rustc_hash::FxHashMap;

use crate::circle::Circle;
use crate::entry::{MirrorEntry, MirrorId};

/// A spot at its point on the unit sphere.
type Point = GeomWithData<[f64; 3], Arc<Spot>>;

/// The number of spots in an outlook: enough for a list, and for the mirrors that are skipped.
const IN_ORDER: usize = 64;

/// The public mirrors that carry one tree, by their place.
///
/// The index is an R-tree over the unit sphere. The outlooks are a fast path over it: for places that many clients
/// share, the nearest spots are sorted beforehand, which makes an answer for a client at a centroid several times
/// faster (`docs/performance.md`). If they no longer pay, delete `outlooks`, `Geography::look_out` and its caller; a
/// test proves that they change no answer.
#[derive(Debug, Default)]
pub struct Geography {
    everywhere: Vec<MirrorId>,
    placed: RTree<Point>,
    unplaced: Vec<MirrorId>,
    countries: BTreeMap<CountryCode, Country>,
    own_asns: BTreeMap<Asn, Vec<MirrorId>>,
    outlooks: FxHashMap<[u64; 2], Outlook>,
}

/// The first spots from a place, the nearest first, with their distances.
type Outlook = Vec<(Distance, Arc<Spot>)>;

/// The public mirrors of one country.
#[derive(Debug, Default)]
pub struct Country {
    members: Vec<MirrorId>,
    placed: RTree<Point>,
}

/// The mirrors of one country at one point, by name. A city is one point, and a thousand mirrors may share it: they are
/// found, measured and skipped together.
#[derive(Debug)]
pub struct Spot {
    country: Option<CountryCode>,
    /// On the unit sphere.
    point: [f64; 3],
    /// Never empty.
    mirrors: Vec<MirrorId>,
}

/// A spot with its distance from a place.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    pub spot: &'a Spot,
    distance: Distance,
}

/// The distance of a spot.
#[derive(Debug, Clone, Copy)]
struct Distance {
    /// The square of the straight line through a unit sphere.
    chord_squared: f64,
    km: u32,
}

/// The mirrors of a geography that is being built, by point and country.
#[derive(Default)]
struct Spots(BTreeMap<([u64; 3], Option<CountryCode>), Vec<MirrorId>>);

impl Geography {
    pub(crate) fn new<'a>(entries: impl Iterator<Item = (MirrorId, &'a MirrorEntry)>) -> Self {
        let mut geography = Self::default();
        let mut spots = Spots::default();
        for (id, entry) in entries {
            geography.everywhere.push(id);
            match entry.coordinates() {
                Some(at) => spots.add(at.unit_vector(), entry.place.country, id),
                None => geography.unplaced.push(id),
            }
            if let Some(country) = entry.place.country {
                geography.countries.entry(country).or_default().members.push(id);
            }
            if let Some(asn) = entry.place.asn {
                geography.own_asns.entry(asn).or_default().push(id);
            }
        }
        let mut by_country = BTreeMap::<CountryCode, Vec<Point>>::new();
        let mut everywhere = Vec::new();
        for (country, point) in spots.into_points() {
            if let Some(country) = country {
                by_country.entry(country).or_default().push(point.clone());
            }
            everywhere.push(point);
        }
        for (code, country) in &mut geography.countries {
            country.placed = RTree::bulk_load(by_country.remove(code).unwrap_or_default());
        }
        geography.placed = RTree::bulk_load(everywhere);
        geography
    }

    /// Sorts the nearest spots of a place beforehand. It changes no answer.
    pub(crate) fn look_out(&mut self, from: Coordinates) {
        let here = from.unit_vector();
        let nearest = self.placed.nearest_neighbor_iter(here).take(IN_ORDER);
        let outlook =
            nearest.map(|point| (point.data.distance_from(here), Arc::clone(&point.data))).collect();
        self.outlooks.insert(exactly(from), outlook);
    }

    /// All mirrors, by name.
    pub fn everywhere(&self) -> &[MirrorId] {
        &self.everywhere
    }

    /// The mirrors without coordinates, by name.
    pub fn unplaced(&self) -> &[MirrorId] {
        &self.unplaced
    }

    /// The mirrors of a country; `None` if it has none.
    pub fn country(&self, country: CountryCode) -> Option<&Country> {
        self.countries.get(&country)
    }

    /// The mirrors whose own address is in an autonomous system.
    pub fn inside_asn(&self, asn: Asn) -> &[MirrorId] {
        self.own_asns.get(&asn).map_or(&[], Vec::as_slice)
    }

    /// The spots in a circle, in no order.
    pub fn within(&self, circle: Circle) -> impl Iterator<Item = &Spot> {
        let inside = move |(distance, _): &&(Distance, Arc<Spot>)| circle.holds(distance.chord_squared);
        let outlook = self.outlook(circle.at());
        let ends = outlook.len() == self.placed.size() || !outlook.last().iter().all(inside);
        let ready = if ends { outlook } else { &[] };
        let searched = (!ends).then(|| within(&self.placed, circle)).into_iter().flatten();
        ready.iter().take_while(inside).map(|(_, spot)| &**spot).chain(searched)
    }

    /// All spots with their distance from a place, the nearest first. They are found lazily.
    pub fn nearest(&self, from: Coordinates) -> impl Iterator<Item = Sight<'_>> {
        let ready = self.outlook(from);
        let rest = once_with(move || nearest(&self.placed, from).skip(ready.len())).flatten();
        // Without this limit, the end of the outlook would start a search that finds nothing more.
        let rest = rest.take(self.placed.size() - ready.len());
        ready.iter().map(|(distance, spot)| Sight { spot, distance: *distance }).chain(rest)
    }

    fn outlook(&self, from: Coordinates) -> &[(Distance, Arc<Spot>)] {
        self.outlooks.get(&exactly(from)).map_or(&[], Vec::as_slice)
    }
}

impl Country {
    /// Its mirrors, by name.
    pub fn members(&self) -> &[MirrorId] {
        &self.members
    }

    /// Its spots with their distance from a place, in no order.
    pub fn seen_from(&self, from: Coordinates) -> impl Iterator<Item = Sight<'_>> {
        let from = from.unit_vector();
        self.placed.iter().map(move |point| point.data.seen_from(from))
    }

    /// Its spots in a circle, in no order.
    pub fn within(&self, circle: Circle) -> impl Iterator<Item = &Spot> {
        within(&self.placed, circle)
    }

    /// Its spots with their distance from a place, the nearest first.
    pub fn nearest(&self, from: Coordinates) -> impl Iterator<Item = Sight<'_>> {
        nearest(&self.placed, from)
    }
}

impl Spot {
    /// Its mirrors, by name.
    pub fn mirrors(&self) -> &[MirrorId] {
        &self.mirrors
    }

    /// The country of its mirrors.
    pub fn country(&self) -> Option<CountryCode> {
        self.country
    }

    fn seen_from(&self, from: [f64; 3]) -> Sight<'_> {
        Sight { spot: self, distance: self.distance_from(from) }
    }

    fn distance_from(&self, from: [f64; 3]) -> Distance {
        Distance { chord_squared: from.distance_2(&self.point), km: whole_km(arc_km(from, self.point)) }
    }
}

impl Sight<'_> {
    /// The distance in whole kilometres, rounded down.
    pub fn km(&self) -> u32 {
        self.distance.km
    }

    /// Whether it is in a circle around the place of the distance.
    pub fn is_in(&self, circle: Circle) -> bool {
        circle.holds(self.distance.chord_squared)
    }
}

impl Spots {
    fn add(&mut self, point: [f64; 3], country: Option<CountryCode>, mirror: MirrorId) {
        self.0.entry((point.map(f64::to_bits), country)).or_default().push(mirror);
    }

    fn into_points(self) -> impl Iterator<Item = (Option<CountryCode>, Point)> {
        let spots = self.0.into_iter();
        spots.map(|((point, country), mirrors)| {
            let point = point.map(f64::from_bits);
            (country, Point::new(point, Arc::new(Spot { country, point, mirrors })))
        })
    }
}

/// A place as a key. Only places that are equal to the last bit are the same.
fn exactly(place: Coordinates) -> [u64; 2] {
    [place.latitude().to_bits(), place.longitude().to_bits()]
}

fn within(points: &RTree<Point>, circle: Circle) -> impl Iterator<Item = &Spot> {
    points.locate_within_distance(circle.centre(), circle.chord_squared()).map(|point| &*point.data)
}

fn nearest(points: &RTree<Point>, from: Coordinates) -> impl Iterator<Item = Sight<'_>> {
    let from = from.unit_vector();
    points.nearest_neighbor_iter(from).map(move |point| point.data.seen_from(from))
}
