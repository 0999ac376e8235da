use std::process::ExitCode;

use clap::Args;
use jiff::fmt::friendly::SpanParser;
use jiff::{SignedDuration, Timestamp};
use maneki_ground_command::{Failure, Session, StateArguments, TimeArgument, moment};
use maneki_mirror_model::MirrorName;
use maneki_mirror_snapshot::{Drain, Drains};
use maneki_mirror_store::DrainFile;

/// Take a mirror out of service at once, and put it back.
///
/// The registry does not change. A running service with the same state folder follows within a second, and a service
/// that starts later honours it. Without a name, lists the drained mirrors.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki mirror drain mirror.example.org --until 6h --reason 'disk is being replaced'\n  \
    maneki mirror drain mirror.example.org --undo\n  maneki mirror drain"
)]
pub(crate) struct Arguments {
    /// The name of the mirror, as in its file
    name: Option<String>,
    /// When the mirror returns by itself: a time (2026-12-24T06:00Z), a date, or a duration from now (90m, 6h, 2d)
    #[arg(long, value_name = "TIME", requires = "name")]
    until: Option<String>,
    /// The reason, which is public
    #[arg(long, value_name = "TEXT", requires = "name")]
    reason: Option<String>,
    /// Put the mirror back
    #[arg(long, requires = "name", conflicts_with_all = ["until", "reason"])]
    undo: bool,
    #[command(flatten)]
    state: StateArguments,
}

/// A reason is shown in many places, so it is a sentence and not an essay.
const LONGEST_REASON: usize = 200;

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let file = DrainFile::new(&session.state_folder(&self.state)?);
        let outside = |error: maneki_mirror_store::DrainError| Failure::Outside(error.to_string());
        let now = session.time(TimeArgument::default())?;
        let Some(name) = &self.name else {
            let drains = file.read().map_err(outside)?;
            session.print(&list(&drains, now))?;
            return Ok(ExitCode::SUCCESS);
        };
        let name = MirrorName::parse(name)
            .map_err(|error| Failure::Usage(format!("{name:?} is not the name of a mirror: {error}")))?;
        if self.undo {
            let undone = file.change(now, |drains| drains.remove(&name)).map_err(outside)?;
            let text = match undone {
                Some(_) => format!("{name} is back in service\n"),
                None => format!("{name} was not drained: nothing to undo\n"),
            };
            session.print(&text)?;
            return Ok(ExitCode::SUCCESS);
        }
        let drain = Drain { since: now, until: self.until(now)?, reason: self.reason()? };
        let text = format!("{}\nundo it with: maneki mirror drain {name} --undo\n", line(&name, &drain));
        file.change(now, |drains| drains.insert(name, drain)).map_err(outside)?;
        session.print(&text)?;
        Ok(ExitCode::SUCCESS)
    }

    fn until(&self, now: Timestamp) -> Result<Option<Timestamp>, Failure> {
        let Some(text) = &self.until else { return Ok(None) };
        let usage = |why: &str| {
            Failure::Usage(format!(
                "--until {text:?}: {why}; write a time such as 2026-12-24T06:00Z, a date, or a duration such as 90m, 6h or 2d"
            ))
        };
        let until = time(text, now).ok_or_else(|| usage("this is not a time"))?;
        if until <= now { Err(usage("this time is in the past")) } else { Ok(Some(until)) }
    }

    fn reason(&self) -> Result<Option<Box<str>>, Failure> {
        let Some(text) = self.reason.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        if text.chars().count() > LONGEST_REASON || text.chars().any(char::is_control) {
            return Err(Failure::Usage(format!(
                "--reason: write one line of at most {LONGEST_REASON} characters"
            )));
        }
        Ok(Some(text.into()))
    }
}

/// A moment, or a duration from now; a day has 24 hours.
fn time(text: &str, now: Timestamp) -> Option<Timestamp> {
    // A number alone would be seconds since 1970, which is never meant here.
    if let Ok(time) = moment(text)
        && text.contains('-')
    {
        return Some(time);
    }
    let span = SpanParser::new().parse_span(text).ok()?;
    let span: SignedDuration = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()?;
    now.checked_add(span).ok()
}

fn list(drains: &Drains, now: Timestamp) -> String {
    let lines: Vec<String> = drains
        .iter()
        .filter(|(_, drain)| drain.is_on(now))
        .map(|(name, drain)| line(name, drain) + "\n")
        .collect();
    if lines.is_empty() { "no mirror is drained\n".to_owned() } else { lines.concat() }
}

fn line(name: &MirrorName, drain: &Drain) -> String {
    let until = drain.until.map_or_else(|| "until it is undone".to_owned(), |until| format!("until {until}"));
    let reason = drain.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{name} is drained since {} {until}{reason}", drain.since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_moment_or_a_duration_from_now() {
        let now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let at = |text: &str| time(text, now).map(|time| time.to_string());
        assert_eq!(at("2026-12-24T06:00Z").as_deref(), Some("2026-12-24T06:00:00Z"));
        assert_eq!(at("2026-12-24T06:00:00+01:00").as_deref(), Some("2026-12-24T05:00:00Z"));
        assert_eq!(at("6h").as_deref(), Some("2026-11-23T18:00:00Z"));
        assert_eq!(at("2d").as_deref(), Some("2026-11-25T12:00:00Z"));
        assert_eq!(at("90 minutes").as_deref(), Some("2026-11-23T13:30:00Z"));
        assert_eq!(at("2026-12-24").as_deref(), Some("2026-12-24T00:00:00Z"));
        for wrong in ["", "6", "tomorrow", "1 month", "99999999d"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
