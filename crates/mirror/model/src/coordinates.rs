/// The mean radius of the Earth in kilometres (IUGG).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A point on the Earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    latitude: f64,
    longitude: f64,
}

impl Coordinates {
    /// A point; `None` if a value is not a number, or outside ±90° (latitude) and ±180° (longitude).
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let valid = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        valid.then_some(Self { latitude, longitude })
    }

    /// Degrees north of the equator.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east of Greenwich.
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// The point as a vector of length 1 from the centre of the Earth.
    ///
    /// Distances through the Earth have the same order as distances over it, so a spatial index can use them.
    pub fn unit_vector(self) -> [f64; 3] {
        let (latitude, longitude) = (self.latitude.to_radians(), self.longitude.to_radians());
        [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
    }

    /// The way over the surface to another point in kilometres, on a sphere.
    ///
    /// The Earth is flattened by 1/298, hence the error is at most 0.6 %.
    pub fn distance_km(self, other: Self) -> f64 {
        arc_km(self.unit_vector(), other.unit_vector())
    }
}

/// The way over the surface of the Earth between two points, as [`Coordinates::unit_vector`] gives them.
///
/// This is the haversine formula: half the straight line through a sphere of radius 1 is the root of the
/// haversine of the angle. The trigonometry of each point is done once, when its vector is made.
pub fn arc_km(one: [f64; 3], other: [f64; 3]) -> f64 {
    let squares = one.iter().zip(other).map(|(a, b)| (a - b) * (a - b));
    let half_chord = squares.sum::<f64>().sqrt() / 2.0;
    2.0 * EARTH_RADIUS_KM * half_chord.min(1.0).asin()
}

/// A distance in whole kilometres, rounded down, as the reference service counts it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 20,016 km")]
pub fn whole_km(km: f64) -> u32 {
    km as u32
}

/// The position of a client or a mirror, and how exactly it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Position {
    /// A city or better.
    Place(Coordinates),
    /// Only the country is known; these are the coordinates of its centroid.
    Centroid(Coordinates),
}

impl Position {
    /// The coordinates, regardless of how exact they are.
    pub fn coordinates(self) -> Coordinates {
        match self {
            Self::Place(coordinates) | Self::Centroid(coordinates) => coordinates,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap()
    }

    #[test]
    fn known_distances_come_out() {
        let (berlin, nairobi) = (at(52.52, 13.405), at(-1.2864, 36.8172));
        // 6,373 km by Karney's geodesic on the ellipsoid.
        assert!((berlin.distance_km(nairobi) - 6373.0).abs() < 30.0);
        assert!((at(0.0, 179.5).distance_km(at(0.0, -179.5)) - 111.19).abs() < 0.1);
        assert!(at(90.0, 0.0).distance_km(at(90.0, 123.0)) < 1e-6);
        assert!((at(0.0, 0.0).distance_km(at(0.0, 180.0)) - 20015.1).abs() < 0.1);
    }

    #[test]
    fn impossible_points_are_refused() {
        for (latitude, longitude) in [(90.1, 0.0), (0.0, -180.5), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Coordinates::new(latitude, longitude), None);
        }
    }
}
