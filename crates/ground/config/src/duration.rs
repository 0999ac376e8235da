use std::time::Duration;

use jiff::fmt::friendly::SpanParser;

/// Shorter intervals would burden other servers, and be a busy loop here.
const SHORTEST: Duration = Duration::from_secs(1);

/// A year: anything longer is a mistake in the unit.
const LONGEST: Duration = Duration::from_hours(8760);

/// Parses a duration with units, `15m` or `1h30m`, from one second to one year.
pub fn parse(text: &str) -> Result<Duration, &'static str> {
    let duration = SpanParser::new()
        .parse_unsigned_duration(text)
        .map_err(|_| if text.bytes().all(|b| b.is_ascii_digit()) { "the unit is missing" } else { "" })?;
    if duration < SHORTEST {
        Err("it is too short")
    } else if duration > LONGEST {
        Err("it is too long")
    } else {
        Ok(duration)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units_and_bounds() {
        for (text, seconds) in
            [("1s", 1), ("15m", 900), ("60s", 60), ("1h30m", 5400), ("1h 30m", 5400), ("8760h", 31_536_000)]
        {
            assert_eq!(parse(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        assert_eq!(parse("1500ms"), Ok(Duration::from_millis(1500)));
        for wrong in [
            "0",
            "0s",
            "999ms",
            "-5m",
            "5m ago",
            "15",
            "",
            "soon",
            "9000h",
            "1e9s",
            "99999999999999999999s",
            "m",
        ] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
