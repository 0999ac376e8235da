use jiff::Timestamp;

use crate::fault::TimeFault;

/// The limit for the file in bytes: a number with a fraction and spaces around it is shorter.
const LONGEST: usize = 64;

/// Reads `TIME`: a number of seconds since 1970, optionally with a fraction and surrounded by whitespace.
pub fn parse_time(bytes: &[u8]) -> Result<Timestamp, TimeFault> {
    if bytes.len() > LONGEST {
        return Err(TimeFault::NotANumber);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| TimeFault::NotANumber)?;
    let seconds: f64 = text.trim().parse().map_err(|_| TimeFault::NotANumber)?;
    if !seconds.is_finite() {
        return Err(TimeFault::NotFinite);
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a number that is out of range becomes the nearest that is in range"
    )]
    let whole = seconds.floor() as i64;
    match Timestamp::from_second(whole) {
        Ok(time) => Ok(time),
        // Out of the range of timestamps, usually because it is in milliseconds.
        Err(_) if whole > 0 => Err(TimeFault::Future),
        Err(_) => Ok(Timestamp::MIN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_a_fraction_and_whitespace() {
        let at = |seconds| Ok(Timestamp::from_second(seconds).unwrap());
        assert_eq!(parse_time(b"1700000000\n"), at(1_700_000_000));
        assert_eq!(parse_time(b"  1700000000 \r\n\r\n"), at(1_700_000_000));
        assert_eq!(parse_time(b"1700000000.25"), at(1_700_000_000));
        assert_eq!(parse_time(b"-1"), at(-1));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "yesterday", "2024-01-01T00:00:00Z", "\u{feff}1700000000", "<html>", "1 2"] {
            assert_eq!(parse_time(text.as_bytes()), Err(TimeFault::NotANumber), "{text:?}");
        }
        assert_eq!(parse_time(&[b'1'; 65]), Err(TimeFault::NotANumber));
        assert_eq!(parse_time(b"\xff\xfe1"), Err(TimeFault::NotANumber));
        for text in ["nan", "inf", "-inf", "1e999"] {
            assert_eq!(parse_time(text.as_bytes()), Err(TimeFault::NotFinite), "{text:?}");
        }
        assert_eq!(parse_time(b"1700000000000"), Err(TimeFault::Future));
        assert_eq!(parse_time(b"-1e300"), Ok(Timestamp::MIN));
    }
}
