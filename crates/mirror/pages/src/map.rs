//! Mirrors as dots on a map. Dots that would overlap are one dot with a count.

use std::collections::BTreeMap;

use maneki_mirror_model::Coordinates;

use crate::status::Status;

/// The dots of the world, and how much of it the map shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Map {
    pub(crate) dots: Vec<Dot>,
    /// Whether a dot is so far in the south that the map includes Antarctica.
    is_whole: bool,
}

/// Mirrors that are drawn as one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dot {
    /// From the left, in units of the signs.
    x: f64,
    /// From the top.
    y: f64,
    /// The status of most of them.
    pub(crate) status: Status,
    /// The worst status of any.
    pub(crate) worst: Status,
    pub(crate) count: usize,
    /// Whether one of them is among the nearest to the visitor.
    pub(crate) is_near: bool,
    /// Their names, or the first ones.
    pub(crate) title: String,
}

/// A mirror on a map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Marked<'a> {
    pub(crate) at: Coordinates,
    pub(crate) status: Status,
    /// Whether it is among the nearest to the visitor.
    pub(crate) is_near: bool,
    pub(crate) name: &'a str,
}

/// Units of the map around the earth; see `made/world.mjs`.
pub(crate) const AROUND: f64 = 1000.0;

/// Units of the signs in a unit of the world map. The template has its reciprocal.
const SIGNS: f64 = 2.0;

/// Dots whose distance is smaller overlap. In units of the signs; the radius of a dot with a count is half of it.
const OVERLAP: f64 = 28.0;

/// The southernmost line that is always shown, in units from the top: 57° south.
const SOUTH: f64 = 408.0;

/// Names in the title of a dot at most.
const MAX_NAMES: usize = 4;

/// Mirrors that are gathered for one dot.
struct Cluster<'a> {
    at: (f64, f64),
    marks: Vec<Marked<'a>>,
}

impl Map {
    /// The map of mirrors.
    pub(crate) fn new<'a>(marks: impl Iterator<Item = Marked<'a>>) -> Self {
        let mut is_whole = false;
        let placed = marks.map(|mark| {
            let (x, y) = place(mark.at);
            is_whole |= y > SOUTH;
            ((x * SIGNS, y * SIGNS), mark)
        });
        let dots = dots(placed);
        Self { dots, is_whole }
    }

    /// The part of the map that is shown, as an SVG `viewBox`.
    pub(crate) fn view(&self) -> &'static str {
        // 84° north is the top of Greenland.
        if self.is_whole { "0 16 1000 484" } else { "0 16 1000 394" }
    }
}

impl Dot {
    /// The position for a `transform`.
    pub(crate) fn position(&self) -> String {
        format!("{:.1} {:.1}", self.x, self.y)
    }
}

/// The dots of mirrors at positions in units of the signs: the worst first, so that better ones are drawn above them.
pub(crate) fn dots<'a>(marks: impl Iterator<Item = ((f64, f64), Marked<'a>)>) -> Vec<Dot> {
    let mut clusters: Vec<Cluster<'a>> = Vec::new();
    for (at, mark) in marks {
        match clusters.iter_mut().find(|cluster| cluster.overlaps(at)) {
            Some(cluster) => cluster.marks.push(mark),
            None => clusters.push(Cluster { at, marks: vec![mark] }),
        }
    }
    let mut dots: Vec<Dot> = clusters.into_iter().map(Cluster::into_dot).collect();
    dots.sort_by_key(|dot| (dot.count > 1, std::cmp::Reverse(dot.status)));
    dots
}

impl Cluster<'_> {
    fn overlaps(&self, (x, y): (f64, f64)) -> bool {
        (self.at.0 - x).hypot(self.at.1 - y) < OVERLAP
    }

    fn into_dot(self) -> Dot {
        let mut counts = BTreeMap::<Status, usize>::new();
        for mark in &self.marks {
            *counts.entry(mark.status).or_default() += 1;
        }
        // Of equally frequent statuses the worse one is shown.
        let most = counts.iter().max_by_key(|(status, count)| (**count, **status));
        let names: Vec<&str> = self.marks.iter().take(MAX_NAMES).map(|mark| mark.name).collect();
        let count = self.marks.len();
        let more = if count > names.len() { format!(" +{}", count - names.len()) } else { String::new() };
        Dot {
            x: self.at.0,
            y: self.at.1,
            status: most.map_or(Status::NotChecked, |(status, _)| *status),
            worst: counts.keys().max().copied().unwrap_or(Status::NotChecked),
            count,
            is_near: self.marks.iter().any(|mark| mark.is_near),
            title: names.join(", ") + &more,
        }
    }
}

/// The position of a place on the map, in its units.
pub(crate) fn place(at: Coordinates) -> (f64, f64) {
    ((at.longitude() + 180.0) / 360.0 * AROUND, (90.0 - at.latitude()) / 360.0 * AROUND)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(latitude: f64, longitude: f64, status: Status, name: &str) -> Marked<'_> {
        Marked { at: Coordinates::new(latitude, longitude).unwrap(), status, is_near: false, name }
    }

    #[test]
    fn mirrors_that_would_overlap_are_one_dot_with_their_count() {
        let names = ["a", "b", "c", "d", "e"];
        let in_tokyo = names.map(|name| mark(35.69, 139.69, Status::Good, name));
        let others = [mark(36.5, 140.1, Status::Expired, "f"), mark(43.0, 141.3, Status::Partial, "sapporo")];
        let map = Map::new(in_tokyo.into_iter().chain(others));
        let shown: Vec<_> =
            map.dots.iter().map(|dot| (dot.count, dot.status, dot.worst, dot.title.as_str())).collect();
        assert_eq!(
            shown,
            [
                (1, Status::Partial, Status::Partial, "sapporo"),
                (6, Status::Good, Status::Expired, "a, b, c, d +2")
            ]
        );
    }

    #[test]
    fn the_poles_and_the_date_line_are_on_the_map() {
        assert_eq!(place(Coordinates::new(90.0, -180.0).unwrap()), (0.0, 0.0));
        assert_eq!(place(Coordinates::new(-90.0, 180.0).unwrap()), (1000.0, 500.0));
        assert!(Map::new([mark(-77.8, 166.7, Status::Good, "station")].into_iter()).is_whole);
    }
}
