//! The last weeks of a mirror as SVG: its lag, and its worst state on each day.

use std::fmt::Write as _;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_ground_site::Texts;
use maneki_mirror_health::{Lag, Verdict};

use crate::state;
use crate::status::Status;

/// The lag of a mirror in the last 30 days.
pub(super) struct LagChart {
    /// The line, with gaps where the lag is unknown.
    pub(super) line: String,
    /// The distance from the top of the line that marks the allowed lag.
    pub(super) allowed: u64,
    /// The greatest lag, in words.
    pub(super) greatest: String,
    /// The allowed lag, in words.
    pub(super) allowed_text: String,
    /// When it begins and ends.
    pub(super) begin: String,
    pub(super) end: String,
}

/// The states of the last 90 days.
pub(super) struct StateHistory {
    pub(super) days: Vec<Day>,
}

/// A day with its worst state.
pub(super) struct Day {
    pub(super) x: usize,
    pub(super) height: u8,
    pub(super) colour: Status,
    pub(super) title: String,
}

/// The height of the chart in units of its own. Its width is 720, two for each step. The template repeats both.
const HEIGHT: u64 = 120;

/// The time of one step of the line: two units of the chart are two hours.
const STEP: SignedDuration = SignedDuration::from_hours(2);

/// How many steps there are: 30 days.
const STEPS: usize = 360;

const DAYS: usize = 90;

impl LagChart {
    /// The chart of the last 30 days. `None` if no lag is known.
    pub(super) fn new(lags: &[Lag], allowed: Duration, t: &Texts) -> Option<Self> {
        let end = end(lags)?;
        let begin = end.checked_sub(STEP * i32::try_from(STEPS).ok()?).ok()?;
        let mut steps: Vec<Option<Duration>> = vec![None; STEPS];
        for lag in lags {
            let (first, last) = (step(lag.at, begin), step(lag.at + lag.span, begin));
            for step in steps.iter_mut().take(last.max(first + 1)).skip(first) {
                *step = (*step).max(lag.lag);
            }
        }
        let greatest = steps.iter().flatten().max().copied()?;
        // A mirror that was away for a month must not flatten the rest of the line.
        let top = greatest.clamp(allowed + allowed / 4, allowed * 4).as_secs().max(1);
        let from_top = |lag: Duration| HEIGHT - (lag.as_secs().min(top) * HEIGHT / top);
        Some(Self {
            line: line(&steps, from_top),
            allowed: from_top(allowed),
            greatest: t.duration(&greatest),
            allowed_text: t.duration(&allowed),
            begin: begin.strftime("%Y-%m-%d").to_string(),
            end: end.strftime("%Y-%m-%d").to_string(),
        })
    }
}

/// The end of the last span.
fn end(lags: &[Lag]) -> Option<Timestamp> {
    lags.last().map(|last| last.at.checked_add(last.span).unwrap_or(last.at))
}

/// The step that contains a time. 0 for earlier times.
fn step(at: Timestamp, begin: Timestamp) -> usize {
    let after = at.duration_since(begin).as_secs().max(0) / STEP.as_secs();
    usize::try_from(after).unwrap_or(STEPS).min(STEPS)
}

fn line(steps: &[Option<Duration>], from_top: impl Fn(Duration) -> u64) -> String {
    let mut line = String::new();
    let mut is_drawing = false;
    for (x, lag) in (0..).step_by(2).zip(steps) {
        if let Some(lag) = lag {
            // Writing to a string cannot fail.
            let _ = write!(line, "{}{x},{}h2", if is_drawing { 'L' } else { 'M' }, from_top(*lag));
        }
        is_drawing = lag.is_some();
    }
    line
}

impl StateHistory {
    /// The states of the last 90 days. `None` if none is known.
    pub(super) fn new(lags: &[Lag], t: &Texts) -> Option<Self> {
        const DAY: i64 = 24 * 60 * 60;
        let today = end(lags)?.as_second().saturating_sub(1).div_euclid(DAY);
        let mut worst: Vec<Option<Verdict>> = vec![None; DAYS];
        for lag in lags {
            let ago = today - lag.at.as_second().div_euclid(DAY);
            if let Some(day) = usize::try_from(ago).ok().and_then(|ago| worst.get_mut(ago)) {
                *day = (*day).max(Some(lag.verdict));
            }
        }
        let day = |(ago, verdict): (usize, &Option<Verdict>)| {
            let date =
                i64::try_from(ago).ok().and_then(|ago| Timestamp::from_second((today - ago) * DAY).ok());
            let date = date.map(|date| date.strftime("%Y-%m-%d").to_string()).unwrap_or_default();
            let colour = verdict.map_or(Status::Waiting, state::status);
            let word = verdict
                .map_or_else(|| t.get("strip-unknown").to_string(), |_| t.get(colour.key()).to_string());
            Day {
                x: (DAYS - 1 - ago) * 8,
                height: height(*verdict),
                colour,
                title: format!("{date}: {word}"),
            }
        };
        let days = worst.iter().enumerate().rev().map(day).collect();
        Some(Self { days })
    }
}

/// The better the state, the higher the bar, so that days differ not by colour alone.
fn height(worst: Option<Verdict>) -> u8 {
    match worst {
        Some(Verdict::Ok) => 32,
        Some(Verdict::Partial) => 22,
        Some(Verdict::Expired) => 14,
        Some(Verdict::Unavailable) => 8,
        None => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::tests::english;

    const QUARTER: Duration = Duration::from_mins(15);

    fn lag(at: i64, hours: Option<u64>, verdict: Verdict) -> Lag {
        let at = Timestamp::from_second(1_700_000_000 / 86_400 * 86_400 + at * 3600).unwrap();
        Lag { at, span: QUARTER, lag: hours.map(Duration::from_hours), verdict }
    }

    #[test]
    fn the_line_has_gaps_where_the_lag_is_unknown() {
        let t = english();
        let lags = [
            lag(0, Some(1), Verdict::Ok),
            lag(4, None, Verdict::Unavailable),
            lag(8, Some(24), Verdict::Expired),
        ];
        let chart = LagChart::new(&lags, Duration::from_hours(12), t).unwrap();
        assert_eq!(chart.line.matches('M').count(), 2);
        assert_eq!((chart.greatest.as_str(), chart.allowed), ("1 d", 60));
        assert!(LagChart::new(&[], Duration::from_hours(12), t).is_none());
        assert!(LagChart::new(&lags[1..2], Duration::from_hours(12), t).is_none());
    }

    #[test]
    fn a_day_is_as_good_as_its_worst_hour() {
        let lags = [lag(0, None, Verdict::Ok), lag(30, None, Verdict::Expired), lag(31, None, Verdict::Ok)];
        let history = StateHistory::new(&lags, english()).unwrap();
        assert_eq!(history.days.len(), DAYS);
        let last: Vec<_> = history.days[DAYS - 3..].iter().map(|day| (day.x, day.colour)).collect();
        assert_eq!(last, [(696, Status::Waiting), (704, Status::Good), (712, Status::Expired)]);
    }
}
