use maneki_mirror_model::{Coordinates, EARTH_RADIUS_KM};
use rstar::PointDistance;

/// The points within some kilometres of a place.
///
/// The radius is kept as the straight line through the Earth, so that a point is tested with three multiplications.
#[derive(Debug, Clone, Copy)]
pub struct Circle {
    at: Coordinates,
    centre: [f64; 3],
    chord_squared: f64,
}

impl Circle {
    /// The points at most `km` kilometres from a place.
    pub fn new(centre: Coordinates, km: f64) -> Self {
        let chord = 2.0 * (km / (2.0 * EARTH_RADIUS_KM)).sin();
        Self { at: centre, centre: centre.unit_vector(), chord_squared: chord * chord }
    }

    pub(crate) fn at(&self) -> Coordinates {
        self.at
    }

    /// Its centre, as a point on the unit sphere.
    pub fn centre(&self) -> [f64; 3] {
        self.centre
    }

    pub(crate) fn chord_squared(&self) -> f64 {
        self.chord_squared
    }

    pub(crate) fn contains(&self, point: [f64; 3]) -> bool {
        self.holds(self.centre.distance_2(&point))
    }

    /// Whether a point is in it, by the square of the straight line from the centre.
    pub(crate) fn holds(&self, distance_2: f64) -> bool {
        distance_2 <= self.chord_squared
    }
}
