//! The world with a dot for each place that has mirrors.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maneki_mirror_model::Coordinates;

use crate::status::Status;

/// The dots of a map, and how much of the earth it has to show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Map {
    /// One for each place and status.
    pub dots: Vec<Dot>,
    /// Whether a dot lies so far in the south that the map must show it.
    pub is_whole: bool,
}

/// Mirrors of one status at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dot {
    /// From the left, in units of the map, of which there are 1000 around the earth.
    pub x: u16,
    /// From the top.
    pub y: u16,
    /// How they do.
    pub status: Status,
    /// Whether one of them is among those that are near to whoever looks.
    pub is_near: bool,
    /// Who they are.
    pub title: String,
}

/// Something that the map shows.
#[derive(Debug, Clone, Copy)]
pub struct Marked<'a> {
    /// Where it is.
    pub at: Coordinates,
    /// How it does.
    pub status: Status,
    /// Whether it is near to whoever looks.
    pub is_near: bool,
    /// What it is called.
    pub name: &'a str,
}

/// Units of the map around the earth; see `made/world.mjs`.
const AROUND: f64 = 1000.0;

/// The southernmost line that is always shown, in units from the top: 57° south.
const SOUTH: u16 = 408;

/// So many names are told of one dot.
const TOLD: usize = 3;

/// What is at one place.
#[derive(Default)]
struct Gathered<'a> {
    names: Vec<&'a str>,
    count: usize,
    is_near: bool,
}

impl Map {
    /// Draws marks; those of one place and status are one dot. Better ones are drawn above worse ones.
    pub fn of<'a>(marks: impl Iterator<Item = Marked<'a>>) -> Self {
        let mut places = BTreeMap::<(Reverse<Status>, u16, u16), Gathered<'_>>::new();
        for mark in marks {
            let (x, y) = place(mark.at);
            let gathered = places.entry((Reverse(mark.status), y, x)).or_default();
            if gathered.names.len() < TOLD {
                gathered.names.push(mark.name);
            }
            gathered.count += 1;
            gathered.is_near |= mark.is_near;
        }
        let dots: Vec<Dot> = places
            .into_iter()
            .map(|((status, y, x), Gathered { names, count, is_near })| {
                let more =
                    if count > names.len() { format!(" +{}", count - names.len()) } else { String::new() };
                Dot { x, y, status: status.0, is_near, title: names.join(", ") + &more }
            })
            .collect();
        Self { is_whole: dots.iter().any(|dot| dot.y > SOUTH), dots }
    }

    /// The part of the map that is shown, as SVG wants it.
    pub fn view(&self) -> &'static str {
        // 84° north is the top of Greenland.
        if self.is_whole { "0 16 1000 484" } else { "0 16 1000 394" }
    }
}

/// Where a place is on the map; places less than two units apart become one.
fn place(at: Coordinates) -> (u16, u16) {
    let unit = |degrees: f64| (degrees / 360.0 * AROUND / 2.0).round() * 2.0;
    // Between 0 and 1000, so nothing is lost.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let whole = |units: f64| units.clamp(0.0, AROUND) as u16;
    (whole(unit(at.longitude() + 180.0)), whole(unit(90.0 - at.latitude())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(latitude: f64, longitude: f64, status: Status, name: &str) -> Marked<'_> {
        Marked { at: Coordinates::new(latitude, longitude).unwrap(), status, is_near: false, name }
    }

    #[test]
    fn mirrors_of_one_place_and_status_are_one_dot() {
        let names = ["a", "b", "c", "d", "e"];
        let at_tokyo = names.map(|name| mark(35.69, 139.69, Status::Good, name));
        let map = Map::of(at_tokyo.into_iter().chain([mark(35.7, 139.7, Status::Expired, "f")]));
        let told: Vec<_> = map.dots.iter().map(|dot| (dot.x, dot.y, dot.title.as_str())).collect();
        assert_eq!(told, [(888, 150, "f"), (888, 150, "a, b, c +2")]);
        assert!(!map.is_whole);
    }

    #[test]
    fn the_ends_of_the_earth_are_on_the_map() {
        assert_eq!(place(Coordinates::new(90.0, -180.0).unwrap()), (0, 0));
        assert_eq!(place(Coordinates::new(-90.0, 180.0).unwrap()), (1000, 500));
        assert!(Map::of([mark(-77.8, 166.7, Status::Good, "station")].into_iter()).is_whole);
    }
}
