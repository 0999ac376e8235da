/// A single value: its text, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text without quotes, with escapes resolved.
    pub text: String,
    /// Whether it was written without quotes.
    pub plain: bool,
    /// What it is in the dialect of the file; a quoted scalar is text.
    pub kind: ScalarKind,
}

impl Scalar {
    /// Whether it can be read as text. `NO` and similar words can, because only YAML 1.1 reads them as truth
    /// values.
    pub fn is_text(&self) -> bool {
        match self.kind {
            ScalarKind::Text => true,
            ScalarKind::Boolean(_) => !matches!(self.text.to_ascii_lowercase().as_str(), "true" | "false"),
            ScalarKind::Null | ScalarKind::Integer(_) | ScalarKind::Float => false,
        }
    }
}

/// What a scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarKind {
    /// An empty value, `~` or `null`.
    Null,
    /// `true` or `false`; in YAML 1.1 also `yes`, `no`, `on` and `off`.
    Boolean(bool),
    /// A whole number.
    Integer(Integer),
    /// A number with a point or an exponent.
    Float,
    /// Anything else.
    Text,
}

/// A whole number and its notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Integer {
    /// Its value; `None` if it does not fit.
    pub value: Option<i64>,
    /// Whether it is plain decimal digits, which all programs read alike (unlike `0x1F`, `017` and `1_000`).
    pub decimal: bool,
}

impl ScalarKind {
    /// What an unquoted scalar is in YAML 1.1, as PyYAML reads it: of all dialects the one with the most values
    /// that are not text.
    pub fn yaml_1_1(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Self::Null,
            "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
                return Self::Boolean(true);
            }
            "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
                return Self::Boolean(false);
            }
            _ => {}
        }
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return Self::Text;
        }
        if let Some(integer) = integer(text.starts_with('-'), unsigned) {
            return Self::Integer(integer);
        }
        if is_float(unsigned) { Self::Float } else { Self::Text }
    }
}

fn integer(negative: bool, unsigned: &str) -> Option<Integer> {
    let lower = unsigned.to_ascii_lowercase();
    let (digits, radix) = if let Some(hex) = lower.strip_prefix("0x") {
        (hex, 16)
    } else if let Some(binary) = lower.strip_prefix("0b") {
        (binary, 2)
    } else if let Some(octal) = lower.strip_prefix("0o") {
        (octal, 8)
    } else if lower.len() > 1 && lower.starts_with('0') {
        (&lower[1..], 8)
    } else {
        (lower.as_str(), 10)
    };
    let clean: String = digits.chars().filter(|&c| c != '_').collect();
    if clean.is_empty() || !clean.chars().all(|c| c.is_digit(radix)) || digits.starts_with('_') {
        return None;
    }
    let value = i64::from_str_radix(&clean, radix).ok().map(|value| if negative { -value } else { value });
    Some(Integer { value, decimal: radix == 10 && clean.len() == digits.len() })
}

/// `1.5`, `.5`, `1.`, `1e3`, `.inf`; not `1.2.3` and not `08`.
fn is_float(unsigned: &str) -> bool {
    if matches!(unsigned.to_ascii_lowercase().as_str(), ".inf" | ".nan") {
        return true;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let whole_exponent = exponent.is_none_or(|exponent| {
        let digits_only = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !digits_only.is_empty() && digits(digits_only)
    });
    let number = match mantissa.split_once('.') {
        Some((whole, fraction)) => whole.len() + fraction.len() > 0 && digits(whole) && digits(fraction),
        None => exponent.is_some() && !mantissa.is_empty() && digits(mantissa),
    };
    number && whole_exponent
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(value: i64, decimal: bool) -> ScalarKind {
        ScalarKind::Integer(Integer { value: Some(value), decimal })
    }

    #[test]
    fn plain_scalars_are_what_pyyaml_reads() {
        assert_eq!(ScalarKind::yaml_1_1("NO"), ScalarKind::Boolean(false));
        assert_eq!(ScalarKind::yaml_1_1("on"), ScalarKind::Boolean(true));
        assert_eq!(ScalarKind::yaml_1_1("~"), ScalarKind::Null);
        assert_eq!(ScalarKind::yaml_1_1("64500"), whole(64500, true));
        assert_eq!(ScalarKind::yaml_1_1("-5"), whole(-5, true));
        assert_eq!(ScalarKind::yaml_1_1("0x1F"), whole(31, false));
        assert_eq!(ScalarKind::yaml_1_1("017"), whole(15, false));
        assert_eq!(ScalarKind::yaml_1_1("1_000"), whole(1000, false));
        assert_eq!(ScalarKind::yaml_1_1("0"), whole(0, true));
        for float in ["9.10", ".5", "1.", "1e3", ".inf"] {
            assert_eq!(ScalarKind::yaml_1_1(float), ScalarKind::Float, "{float}");
        }
        for text in ["3h", "08", "1.2.3", "10-kitten", "e5", ".", "-", "Norway", "2001:db8::/32"] {
            assert_eq!(ScalarKind::yaml_1_1(text), ScalarKind::Text, "{text}");
        }
        let huge = ScalarKind::yaml_1_1("99999999999999999999");
        assert_eq!(huge, ScalarKind::Integer(Integer { value: None, decimal: true }));
    }
}
