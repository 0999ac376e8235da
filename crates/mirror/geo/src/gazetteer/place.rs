//! A city as the table stores it, in six bytes.

use maneki_mirror_model::Coordinates;

/// The bytes of a stored place.
const BYTES: usize = 6;

/// One of the cities of a name.
///
/// It is stored as the state's number and the size (one byte each), and the coordinates (two bytes each, little-endian)
/// as fractions of the half circle. This rounds them by at most 300 m, and no city is a point more exact than that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// The number of its state within the country; 0 if it is unknown.
    pub state: u8,
    /// Its size, to compare with others: 8 for each doubling of its inhabitants, see [`Place::size_of`].
    pub size: u8,
    /// Its place.
    pub coordinates: Coordinates,
}

/// The number that 180 degrees are stored as.
const HALF_CIRCLE: f64 = 32767.0;

impl Place {
    /// The size of a place with this many inhabitants, or with another weight.
    pub fn size_of(inhabitants: u32) -> u8 {
        let Some(doublings) = inhabitants.checked_ilog2() else { return 0 };
        // The three bits after the first one: eighths of the distance to the next doubling.
        let eighths = (u64::from(inhabitants) << 3 >> doublings) & 7;
        u8::try_from(u64::from(doublings) * 8 + eighths).unwrap_or(u8::MAX)
    }

    /// All places of a stored run.
    pub(super) fn all(stored: &[u8]) -> impl Iterator<Item = Self> {
        let (places, _) = stored.as_chunks::<BYTES>();
        places.iter().filter_map(|&[state, size, a, b, c, d]| {
            let degrees = |bytes| f64::from(i16::from_le_bytes(bytes)) / HALF_CIRCLE * 180.0;
            let coordinates = Coordinates::new(degrees([a, b]), degrees([c, d]))?;
            Some(Self { state, size, coordinates })
        })
    }

    /// The place as it is stored.
    pub fn stored(&self) -> [u8; BYTES] {
        #[expect(clippy::cast_possible_truncation, reason = "±180° become ±32767, which i16 holds")]
        let stored = |degrees: f64| ((degrees / 180.0 * HALF_CIRCLE).round() as i16).to_le_bytes();
        let [a, b] = stored(self.coordinates.latitude());
        let [c, d] = stored(self.coordinates.longitude());
        [self.state, self.size, a, b, c, d]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_grow_with_the_inhabitants() {
        let inhabitants = [0, 1, 2, 3, 2000, 2500, 25_000, 3_600_000, u32::MAX];
        assert!(inhabitants.map(Place::size_of).is_sorted());
        assert_eq!((Place::size_of(1), Place::size_of(2), Place::size_of(3)), (0, 8, 12));
    }

    proptest::proptest! {
        #[test]
        fn storing_moves_a_place_by_less_than_half_a_kilometre(state: u8, size: u8, latitude in -90.0..90.0, longitude in -180.0..180.0) {
            let place = Place { state, size, coordinates: Coordinates::new(latitude, longitude).unwrap() };
            let read: Vec<Place> = Place::all(&place.stored()).collect();
            assert_eq!(read.len(), 1);
            assert_eq!((read[0].state, read[0].size), (state, size));
            assert!(read[0].coordinates.distance_km(place.coordinates) < 0.5);
        }
    }
}
