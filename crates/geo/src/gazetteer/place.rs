//! A city as the table stores it, in five bytes.

use maneki_model::Coordinates;

/// The size of a stored place.
const BYTES: usize = 5;

/// One of the cities that bear a name.
///
/// Stored as the state's number (one byte) and the coordinates (two bytes each, little-endian), as
/// fractions of the half circle. This rounds them by 300 m at most: no city is a point more exact than
/// that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The number of its state within the country; 0 where none is known.
    pub state: u8,
    /// Where it lies.
    pub coordinates: Coordinates,
}

/// What 180 degrees are stored as.
const HALF_CIRCLE: f64 = 32767.0;

impl Place {
    /// All places of a stored run.
    pub(super) fn all(stored: &[u8]) -> impl Iterator<Item = Self> {
        let (places, _) = stored.as_chunks::<BYTES>();
        places.iter().filter_map(|&[state, a, b, c, d]| {
            let degrees = |bytes| f64::from(i16::from_le_bytes(bytes)) / HALF_CIRCLE * 180.0;
            let coordinates = Coordinates::new(degrees([a, b]), degrees([c, d]))?;
            Some(Self { state, coordinates })
        })
    }

    /// The place as it is stored.
    pub fn stored(&self) -> [u8; BYTES] {
        #[expect(clippy::cast_possible_truncation, reason = "±180° become ±32767, which i16 holds")]
        let stored = |degrees: f64| ((degrees / 180.0 * HALF_CIRCLE).round() as i16).to_le_bytes();
        let [a, b] = stored(self.coordinates.latitude());
        let [c, d] = stored(self.coordinates.longitude());
        [self.state, a, b, c, d]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn storing_moves_a_place_by_less_than_half_a_kilometre(state: u8, latitude in -90.0..90.0, longitude in -180.0..180.0) {
            let place = Place { state, coordinates: Coordinates::new(latitude, longitude).unwrap() };
            let read: Vec<Place> = Place::all(&place.stored()).collect();
            assert_eq!(read.len(), 1);
            assert_eq!(read[0].state, state);
            assert!(read[0].coordinates.distance_km(place.coordinates) < 0.5);
        }
    }
}
