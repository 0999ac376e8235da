//! Which share of the mirrors had a publication after which time, as a picture.

use std::fmt::Write as _;
use std::time::Duration;

use jiff::Timestamp;

use super::MeasuredPublication;

/// A curve: a step for each time at which more mirrors had it.
pub(super) struct Curve {
    /// Along the top of the steps.
    pub(super) line: String,
    /// The area below the line.
    pub(super) area: String,
    /// Where something else was published, if that is within the picture.
    pub(super) end: Option<String>,
}

/// How long the times of all curves of a page go.
pub(super) struct Axis {
    pub(super) hours: u64,
}

/// The place of the plot in the picture, which is 320 by 130 units.
const LEFT: f64 = 34.0;
const RIGHT: f64 = 312.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 104.0;

/// How long an axis may be, in hours; its half has a label, too.
const LENGTHS: [u64; 5] = [4, 12, 24, 48, 96];

/// Steps of a curve at most: more than a picture shows.
const STEPS: usize = 100;

impl Axis {
    /// An axis that nearly all arrivals fit on: a straggler does not make the others unreadable.
    pub(super) fn new(publications: &[MeasuredPublication<'_>]) -> Self {
        let mut arrivals: Vec<u64> = publications
            .iter()
            .flat_map(|publication| &publication.propagation.arrived)
            .map(|(_, took)| took.as_secs())
            .collect();
        arrivals.sort_unstable();
        let usual = arrivals.get(arrivals.len() * 98 / 100).copied().unwrap_or_default();
        let fits = |hours: &u64| usual <= hours * 3600;
        Self { hours: LENGTHS.into_iter().find(fits).unwrap_or(LENGTHS[LENGTHS.len() - 1]) }
    }

    /// Labels, and where they stand.
    pub(super) fn labels(&self) -> [(String, u64); 3] {
        [0, self.hours / 2, self.hours].map(|hours| (self.at(Duration::from_hours(hours)), hours))
    }

    fn at(&self, after: Duration) -> String {
        format!("{:.1}", self.x(after))
    }

    fn x(&self, after: Duration) -> f64 {
        let whole = Duration::from_hours(self.hours.max(1));
        LEFT + (RIGHT - LEFT) * (after.as_secs_f64() / whole.as_secs_f64()).min(1.0)
    }
}

impl Curve {
    pub(super) fn new(publication: &MeasuredPublication<'_>, axis: &Axis, now: Timestamp) -> Self {
        let whole = Duration::from_hours(axis.hours);
        let lived = publication.lived(now).min(whole);
        let points: Vec<(Duration, f64)> =
            publication.propagation.curve().take_while(|(after, _)| *after <= lived).collect();
        let every = points.len().div_ceil(STEPS).max(1);
        // The last one is always there.
        let mut shown: Vec<&(Duration, f64)> = points.iter().rev().step_by(every).collect();
        shown.reverse();
        let mut line = format!("M{LEFT},{BOTTOM}");
        for (after, share) in shown {
            // Writing into a string cannot fail.
            let _ = write!(line, "H{}V{:.1}", axis.at(*after), height(*share));
        }
        let _ = write!(line, "H{}", axis.at(lived));
        let area = format!("{line}V{BOTTOM}Z");
        let is_over = publication.issue.ended.is_some() && lived < whole;
        Self { line, area, end: is_over.then(|| axis.at(lived)) }
    }
}

fn height(share: f64) -> f64 {
    BOTTOM - (BOTTOM - TOP) * share
}

#[cfg(test)]
mod tests {
    use maneki_mirror_health::Propagation;
    use maneki_mirror_model::MirrorName;

    use super::super::tests::issue;
    use super::*;

    fn propagation(hours: &[u64]) -> Propagation {
        let name = |hours: &u64| MirrorName::parse(&format!("m{hours}.example")).unwrap();
        let arrived = hours.iter().map(|hours| (name(hours), Duration::from_hours(*hours))).collect();
        Propagation { arrived, missing: Vec::new() }
    }

    #[test]
    fn a_curve_goes_up_in_steps_and_ends_where_something_else_was_published() {
        let (issue, propagation) = (issue("baseos", Some(6)), propagation(&[1, 2]));
        let publication = MeasuredPublication { issue: &issue, propagation: &propagation };
        let axis = Axis::new(&[publication]);
        assert_eq!(axis.hours, 4);
        let axis = Axis { hours: 12 };
        let curve = Curve::new(&publication, &axis, Timestamp::MAX);
        assert_eq!(curve.line, "M34,104H57.2V56.0H80.3V8.0H173.0");
        assert_eq!(curve.end.as_deref(), Some("173.0"));
        assert_eq!(axis.labels().map(|(_, hours)| hours), [0, 6, 12]);
    }

    #[test]
    fn of_thousands_of_steps_a_hundred_are_drawn_and_nobody_had_it_is_a_flat_line() {
        let many = Propagation {
            arrived: (0..5000)
                .map(|n| (MirrorName::parse(&format!("m{n}.example")).unwrap(), Duration::from_secs(n)))
                .collect(),
            missing: Vec::new(),
        };
        let issue = issue("baseos", None);
        let axis = Axis { hours: 4 };
        let drawn = |propagation: &Propagation| {
            Curve::new(&MeasuredPublication { issue: &issue, propagation }, &axis, Timestamp::MAX).line
        };
        let line = drawn(&many);
        assert!(line.matches('V').count() <= STEPS && line.contains("V8.0"), "{line}");
        assert_eq!(drawn(&Propagation::default()), "M34,104H312.0");
    }
}
