//! The routes from a client to its mirrors on a map that shows just the part of the earth that they cross.

use std::fmt::Write as _;

use maneki_mirror_model::Coordinates;

use crate::map::{AROUND, Dot, Marked, dots, place};

/// The earth around a client. The map is endless from west to east: the client is on its middle sheet, and a mirror that
/// is nearer across the edge is on the sheet beside it.
pub(super) struct Chart {
    /// The part that is shown, as an SVG `viewBox`.
    pub(super) view: String,
    /// The size of a unit of the signs in units of the map: signs have one size, whatever part is shown.
    pub(super) unit: String,
    /// The shortest routes over the earth, as paths.
    pub(super) routes: Vec<String>,
    /// The position of the client, in units of the signs.
    pub(super) here: (String, String),
    /// The mirrors, the worst first.
    pub(super) dots: Vec<Dot>,
}

/// Units of the map from pole to pole.
const HIGH: f64 = 500.0;

/// The smallest part that is shown, in units from west to east: about the size of a country, so that a coast or two can
/// be recognised.
const SMALLEST: f64 = 70.0;

/// The width of the shown part divided by its height.
const SHAPE: f64 = 2.5;

/// The map is so many units of the signs wide.
const SIGNS: f64 = 1.0 / 1600.0;

/// The distance between the corners of a route, in degrees.
const CORNER: f64 = 4.0;

impl Chart {
    /// The map of a client at `here`.
    pub(super) fn new(here: Coordinates, mirrors: &[Marked<'_>]) -> Self {
        let routes: Vec<Vec<(f64, f64)>> = mirrors.iter().map(|mirror| route(here, mirror.at)).collect();
        let view = View::around(routes.iter().flatten().copied().chain([place(here)]));
        let unit = view.width * SIGNS;
        let ends = mirrors.iter().zip(&routes).filter_map(|(mirror, route)| {
            let (x, y) = route.last()?;
            Some(((x / unit, y / unit), *mirror))
        });
        let (x, y) = place(here);
        Self {
            view: format!("{:.1} {:.1} {:.1} {:.1}", view.left, view.top, view.width, view.height),
            unit: format!("{unit:.4}"),
            dots: dots(ends),
            here: (format!("{:.1}", x / unit), format!("{:.1}", y / unit)),
            routes: routes.iter().map(|route| path(route)).collect(),
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
        let width = needed.clamp(SMALLEST, AROUND);
        let height = (width / SHAPE).max((south - north) * 1.1).min(HIGH);
        let (middle, centre) = (f64::midpoint(west, east), f64::midpoint(north, south));
        let top = (centre - height / 2.0).clamp(0.0, HIGH - height);
        Self { left: middle - width / 2.0, top, width, height }
    }
}

/// The shortest route over the earth, corner by corner. Each corner is on the sheet where it is nearest to the previous one.
fn route(from: Coordinates, to: Coordinates) -> Vec<(f64, f64)> {
    let (one, other) = (from.unit_vector(), to.unit_vector());
    let cosine: f64 = one.iter().zip(other).map(|(a, b)| a * b).sum();
    let angle = cosine.clamp(-1.0, 1.0).acos();
    // At most 45 corners. Between equal or opposite places no route is the shortest.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1 to 45")]
    let corners = (angle.to_degrees() / CORNER).ceil().clamp(1.0, 45.0) as u8;
    let mut route = vec![place(from)];
    for corner in 1..=corners {
        let share = f64::from(corner) / f64::from(corners);
        let at = if corner == corners || angle.sin().abs() < 1e-9 {
            Some(to)
        } else {
            let weights = [((1.0 - share) * angle).sin(), (share * angle).sin()];
            between(one, other, weights)
        };
        let (last, _) = route[route.len() - 1];
        route.extend(at.map(place).map(|(x, y)| (x + ((last - x) / AROUND).round() * AROUND, y)));
    }
    route
}

/// The place in the direction of two weighed vectors.
fn between(one: [f64; 3], other: [f64; 3], weights: [f64; 2]) -> Option<Coordinates> {
    let [x, y, z] = [0, 1, 2].map(|axis| weights[0] * one[axis] + weights[1] * other[axis]);
    Coordinates::new(z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())
}

fn path(route: &[(f64, f64)]) -> String {
    let mut path = String::new();
    for (corner, (x, y)) in route.iter().enumerate() {
        // Writing into a string cannot fail.
        let _ = write!(path, "{}{x:.1},{y:.1}", if corner == 0 { "M" } else { "L" });
    }
    path
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::status::Status;

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::new(latitude, longitude).unwrap()
    }

    #[test]
    fn a_route_over_the_date_line_goes_on_eastwards() {
        let route = route(at(35.7, 139.7), at(37.8, -122.4));
        assert!(route.windows(2).all(|step| step[0].0 < step[1].0), "{route:?}");
        let (x, _) = route[route.len() - 1];
        assert!((x - (1000.0 + 160.0)).abs() < 1.0, "{x}");
        // It bends to the north.
        assert!(route.iter().any(|(_, y)| *y < 130.0), "{route:?}");
    }

    #[test]
    fn neighbours_are_shown_in_detail_and_the_world_on_one_sheet() {
        let near = View::around([place(at(52.5, 13.4)), place(at(50.1, 8.7))].into_iter());
        assert!((near.width - SMALLEST).abs() < 1e-9 && near.left > 450.0);
        let far = View::around([(0.0, 10.0), (1000.0, 490.0)].into_iter());
        assert_eq!((far.width, far.top), (1000.0, 0.0));
    }

    #[test]
    fn mirrors_of_one_place_are_one_dot() {
        let mark = |name| Marked { at: at(50.1, 8.7), status: Status::Good, is_near: false, name };
        let chart = Chart::new(at(52.5, 13.4), &[mark("a"), mark("b")]);
        assert_eq!((chart.dots.len(), chart.dots[0].count, chart.routes.len()), (1, 2, 2));
    }

    proptest! {
        #[test]
        fn every_route_has_numbers_and_ends_where_it_should(
            places in [-90.0..=90.0, -180.0..=180.0, -90.0..=90.0, -180.0..=180.0],
        ) {
            let (from, to) = (at(places[0], places[1]), at(places[2], places[3]));
            let route = route(from, to);
            prop_assert!(route.iter().all(|(x, y)| x.is_finite() && y.is_finite()));
            let (x, y) = route[route.len() - 1];
            let (wanted, height) = place(to);
            let off = (x - wanted) / AROUND;
            prop_assert!((off - off.round()).abs() < 1e-6 && (y - height).abs() < 1e-6);
        }
    }
}
