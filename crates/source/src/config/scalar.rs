use maneki_ground_yaml::{Integer, ScalarKind};

/// What an unquoted scalar is to PyYAML's safe loader. Dates and numbers to the base of sixty count as numbers here:
/// they are not text.
pub(super) fn resolve(text: &str) -> ScalarKind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ScalarKind::Null,
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => ScalarKind::Boolean(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            ScalarKind::Boolean(false)
        }
        _ => match integer(text) {
            Some(value) => ScalarKind::Integer(value),
            None if is_float(text) || is_sexagesimal(text) || is_date(text) => ScalarKind::Float,
            None => ScalarKind::Text,
        },
    }
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn integer(text: &str) -> Option<Integer> {
    let digits = unsigned(text);
    let (digits, radix) = match digits.as_bytes() {
        [b'0', b'b', ..] => (&digits[2..], 2),
        [b'0', b'x', ..] => (&digits[2..], 16),
        [b'0', _, ..] => (&digits[1..], 8),
        _ => (digits, 10),
    };
    if radix == 10 && digits.starts_with('_') {
        return None;
    }
    let clean: String = digits.chars().filter(|&digit| digit != '_').collect();
    if digits.is_empty() || !clean.chars().all(|digit| digit.is_digit(radix)) {
        return None;
    }
    let value = i64::from_str_radix(&clean, radix).ok();
    let value = if text.starts_with('-') { value.map(|value| -value) } else { value };
    Some(Integer { value, decimal: radix == 10 && clean.len() == digits.len() })
}

/// `1.5`, `.5`, `1.`, `1.5e+3`, `.inf`; not `1e3`.
fn is_float(text: &str) -> bool {
    if matches!(unsigned(text), ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let Some((whole, rest)) = unsigned(text).split_once('.') else { return false };
    let (fraction, exponent) = match rest.split_once(['e', 'E']) {
        Some((fraction, exponent)) => (fraction, Some(exponent)),
        None => (rest, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let begins = whole.starts_with(|c: char| c.is_ascii_digit())
        || whole.is_empty() && fraction.starts_with(|c: char| c.is_ascii_digit() || c == '_');
    let exponent = exponent.is_none_or(|exponent| {
        exponent.strip_prefix(['-', '+']).is_some_and(|power| !power.is_empty() && digits(power))
    });
    begins && digits(whole) && digits(fraction) && exponent
}

/// `1:30`, `12:30:45.5`.
fn is_sexagesimal(text: &str) -> bool {
    let text = unsigned(text);
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut parts = text.split(':');
    let first = parts.next().unwrap_or_default();
    let is_first = first.starts_with(|c: char| c.is_ascii_digit())
        && first.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let mut rest = parts.peekable();
    is_first
        && rest.peek().is_some()
        && rest.all(|part| matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']))
}

/// `2025-01-14`, with or without a time.
fn is_date(text: &str) -> bool {
    let date = text.split([' ', 'T', 't', '\t']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split('-').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let [year, month, day] = parts[..] else { return false };
    let whole = year.len() == 4 && digits(year) && digits(month) && digits(day);
    let padded = month.len() == 2 && day.len() == 2;
    whole
        && (padded && date.len() == text.len()
            || date.len() < text.len()
                && (1..=2).contains(&month.len())
                && (1..=2).contains(&day.len())
                && text.contains(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_what_pyyaml_makes_of_them() {
        let number = |value| ScalarKind::Integer(Integer { value: Some(value), decimal: false });
        assert_eq!(resolve("010"), number(8));
        assert_eq!(resolve("0x1F"), number(31));
        assert_eq!(resolve("yes"), ScalarKind::Boolean(true));
        for text in ["y", "1e3", "0o7", "08", "1.2.3", "-", ".", "_1", "latest", "1:99", "2025-1-1"] {
            assert_eq!(resolve(text), ScalarKind::Text, "{text}");
        }
        for text in ["1.5", "1.", ".5", "1:30", "2025-01-14", "2025-01-14 10:00:00", "1.0e+3", "-.inf"] {
            assert_eq!(resolve(text), ScalarKind::Float, "{text}");
        }
    }
}
