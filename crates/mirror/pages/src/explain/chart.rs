//! The ways from a client to its mirrors on the map, and the part of the earth that they cross.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use maneki_mirror_model::Coordinates;

use crate::map::Marked;
use crate::status::Status;

/// The earth around a client. The map is endless from west to east: the client stands on its middle sheet, and
/// what is nearer the other way round stands on the sheet beside it.
pub(super) struct Chart {
    /// The part that is shown, as SVG wants it.
    pub(super) view: String,
    /// What a unit of the signs is in units of the map: they are as large whatever part is shown.
    pub(super) unit: String,
    /// The shortest ways over the earth, as paths.
    pub(super) ways: Vec<String>,
    /// Where the client is.
    pub(super) here: Spot,
    /// Where mirrors are, the worst first.
    pub(super) dots: Vec<(Spot, Status, String)>,
}

/// A point in units of the signs.
pub(super) struct Spot {
    pub(super) x: String,
    pub(super) y: String,
}

/// Units of the map around the earth and from pole to pole; see `made/world.mjs`.
const AROUND: f64 = 1000.0;
const HIGH: f64 = 500.0;

/// So much of the map is always shown, in units: a continent says where one is.
const LEAST: f64 = 240.0;

/// How wide the shown part is for its height.
const SHAPE: f64 = 2.5;

/// A sign has so many of these units across, and the map is so wide in them.
const SIGNS: f64 = 1.0 / 1600.0;

/// A way has a corner every so many degrees.
const CORNER: f64 = 4.0;

impl Chart {
    /// The map of a client at `here`.
    pub(super) fn of(here: Coordinates, mirrors: &[Marked<'_>]) -> Self {
        let ways: Vec<Vec<(f64, f64)>> = mirrors.iter().map(|mirror| way(here, mirror.at)).collect();
        let view = View::around(ways.iter().flatten().copied().chain([place(here)]));
        let unit = view.width * SIGNS;
        let spot = |(x, y): (f64, f64)| Spot { x: format!("{:.1}", x / unit), y: format!("{:.1}", y / unit) };
        let mut dots = BTreeMap::<_, (Spot, Status, Vec<&str>)>::new();
        for (mirror, way) in mirrors.iter().zip(&ways) {
            let Some(end) = way.last() else { continue };
            let at = spot(*end);
            let key = (std::cmp::Reverse(mirror.status), at.x.clone(), at.y.clone());
            dots.entry(key).or_insert((at, mirror.status, Vec::new())).2.push(mirror.name);
        }
        Self {
            view: format!("{:.1} {:.1} {:.1} {:.1}", view.left, view.top, view.width, view.height),
            unit: format!("{unit:.4}"),
            ways: ways.iter().map(|way| path(way)).collect(),
            here: spot(place(here)),
            dots: dots.into_values().map(|(spot, status, names)| (spot, status, names.join(", "))).collect(),
        }
    }
}

/// The part of the map that is shown.
struct View {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl View {
    /// The part with all points in it, and some land around them.
    fn around(points: impl Iterator<Item = (f64, f64)>) -> Self {
        let (mut west, mut east, mut north, mut south) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for (x, y) in points {
            (west, east) = (west.min(x), east.max(x));
            (north, south) = (north.min(y), south.max(y));
        }
        let needed = (east - west).max((south - north) * SHAPE) * 1.2;
        let width = needed.clamp(LEAST, AROUND);
        let height = (width / SHAPE).max((south - north) * 1.1).min(HIGH);
        let (middle, centre) = (f64::midpoint(west, east), f64::midpoint(north, south));
        let top = (centre - height / 2.0).clamp(0.0, HIGH - height);
        Self { left: middle - width / 2.0, top, width, height }
    }
}

/// A place on the middle sheet.
fn place(at: Coordinates) -> (f64, f64) {
    ((at.longitude() + 180.0) / 360.0 * AROUND, (90.0 - at.latitude()) / 360.0 * AROUND)
}

/// The shortest way over the earth, corner by corner: each lies on the sheet where it is nearest to the one before.
fn way(from: Coordinates, to: Coordinates) -> Vec<(f64, f64)> {
    let (one, other) = (from.unit_vector(), to.unit_vector());
    let cosine: f64 = one.iter().zip(other).map(|(a, b)| a * b).sum();
    let angle = cosine.clamp(-1.0, 1.0).acos();
    // At most 45 corners. Where both are one place, or opposite, no way is the shortest.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 45")]
    let corners = (angle.to_degrees() / CORNER).ceil().clamp(1.0, 45.0) as u8;
    let mut way = vec![place(from)];
    for corner in 1..=corners {
        let share = f64::from(corner) / f64::from(corners);
        let at = if corner == corners || angle.sin().abs() < 1e-9 {
            Some(to)
        } else {
            let weights = [((1.0 - share) * angle).sin(), (share * angle).sin()];
            between(one, other, weights)
        };
        let (last, _) = way[way.len() - 1];
        way.extend(at.map(place).map(|(x, y)| (x + ((last - x) / AROUND).round() * AROUND, y)));
    }
    way
}

/// The place in the direction of two weighed vectors.
fn between(one: [f64; 3], other: [f64; 3], weights: [f64; 2]) -> Option<Coordinates> {
    let [x, y, z] = [0, 1, 2].map(|axis| weights[0] * one[axis] + weights[1] * other[axis]);
    Coordinates::new(z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())
}

fn path(way: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (corner, (x, y)) in way.iter().enumerate() {
        // Writing into a string cannot fail.
        let _ = write!(path, "{}{x:.1},{y:.1}", if corner == 0 { "M" } else { "L" });
    }
    path
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap()
    }

    #[test]
    fn a_way_over_the_date_line_goes_on_eastwards() {
        let way = way(at(35.7, 139.7), at(37.8, -122.4));
        assert!(way.windows(2).all(|step| step[0].0 < step[1].0), "{way:?}");
        let (x, _) = way[way.len() - 1];
        assert!((x - (1000.0 + 160.0)).abs() < 1.0, "{x}");
        // It bends to the north.
        assert!(way.iter().any(|(_, y)| *y < 130.0), "{way:?}");
    }

    #[test]
    fn neighbours_are_shown_with_their_continent_and_all_the_world_on_one_sheet() {
        let near = View::around([place(at(52.5, 13.4)), place(at(50.1, 8.7))].into_iter());
        assert!((near.width - LEAST).abs() < 1e-9 && near.left > 400.0);
        let far = View::around([(0.0, 10.0), (1000.0, 490.0)].into_iter());
        assert_eq!((far.width, far.top), (1000.0, 0.0));
    }

    #[test]
    fn mirrors_of_one_place_are_one_dot() {
        let mark = |name| Marked { at: at(50.1, 8.7), status: Status::Good, is_near: false, name };
        let chart = Chart::of(at(52.5, 13.4), &[mark("a"), mark("b")]);
        assert_eq!((chart.dots.len(), chart.dots[0].2.as_str(), chart.ways.len()), (1, "a, b", 2));
    }

    proptest! {
        #[test]
        fn every_way_has_numbers_and_ends_where_it_should(
            places in [-90.0..=90.0, -180.0..=180.0, -90.0..=90.0, -180.0..=180.0],
        ) {
            let (from, to) = (at(places[0], places[1]), at(places[2], places[3]));
            let way = way(from, to);
            prop_assert!(way.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
            let (x, y) = way[way.len() - 1];
            let (wanted, height) = place(to);
            let off = (x - wanted) / AROUND;
            prop_assert!((off - off.round()).abs() < 1e-6 && (y - height).abs() < 1e-6);
        }
    }
}
