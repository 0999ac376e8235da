use jiff::Timestamp;

/// Parses a moment: RFC 3339 with or without seconds, a date (midnight UTC), or Unix seconds; not before 1970.
///
/// # Errors
///
/// What to write instead, for clap.
pub fn moment(text: &str) -> Result<Timestamp, String> {
    let seconds = text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    seconds
        .or_else(|| date_and_time(text))
        .filter(|moment| *moment >= Timestamp::UNIX_EPOCH)
        .ok_or_else(|| "write a time such as 2026-11-23T07:15:00Z, a date, or seconds since 1970".to_owned())
}

fn date_and_time(text: &str) -> Option<Timestamp> {
    const WITHOUT_SECONDS: usize = "2026-12-24T06:00".len();
    const DATE: usize = "2026-12-24".len();
    let whole = match text.strip_suffix('Z') {
        Some(minutes) if minutes.len() == WITHOUT_SECONDS => format!("{minutes}:00Z"),
        None if text.len() == DATE => format!("{text}T00:00:00Z"),
        _ => text.to_owned(),
    };
    whole.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_people_write_it() {
        let at = |text: &str| moment(text).map(|moment| moment.to_string());
        assert_eq!(at("2026-12-24T06:00Z").as_deref(), Ok("2026-12-24T06:00:00Z"));
        assert_eq!(at("2026-12-24T06:00:00+01:00").as_deref(), Ok("2026-12-24T05:00:00Z"));
        assert_eq!(at("2026-12-24").as_deref(), Ok("2026-12-24T00:00:00Z"));
        assert_eq!(at("86400").as_deref(), Ok("1970-01-02T00:00:00Z"));
        for wrong in ["", "tomorrow", "-1", "1969-12-31T00:00:00Z", "24.12.2026", "99999999999999999999"] {
            assert!(at(wrong).unwrap_err().starts_with("write a time such as"), "{wrong}");
        }
    }
}
