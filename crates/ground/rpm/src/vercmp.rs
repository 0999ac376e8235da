use std::cmp::Ordering;

/// Compares two versions, or two releases, as rpm does (`rpmvercmp`).
///
/// The texts are compared run by run: a run of digits by its value, a run of ASCII letters by its bytes; digits are
/// newer than letters. Every other byte only separates runs. `~` makes a version older than its prefix, `^` newer.
///
/// ```
/// use std::cmp::Ordering;
/// use maneki_ground_rpm::vercmp;
///
/// assert_eq!(vercmp("1.0~rc1", "1.0"), Ordering::Less);
/// assert_eq!(vercmp("1.0", "1.0^git1"), Ordering::Less);
/// assert_eq!(vercmp("1.05", "1.5"), Ordering::Equal);
/// ```
pub fn vercmp(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (left.as_bytes(), right.as_bytes());
    if left == right {
        return Ordering::Equal;
    }
    loop {
        (left, right) = (skip_separators(left), skip_separators(right));
        let next = Next::new(left);
        match next.cmp(&Next::new(right)) {
            Ordering::Equal => {}
            order => return order,
        }
        match next {
            Next::End => return Ordering::Equal,
            Next::Tilde | Next::Caret => (left, right) = (&left[1..], &right[1..]),
            Next::Run => {
                let order;
                (order, left, right) = compare_run(left, right);
                if order != Ordering::Equal {
                    return order;
                }
            }
        }
    }
}

/// What a version goes on with, the oldest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Tilde,
    End,
    Caret,
    Run,
}

impl Next {
    fn new(text: &[u8]) -> Self {
        match text.first() {
            Some(b'~') => Self::Tilde,
            None => Self::End,
            Some(b'^') => Self::Caret,
            Some(_) => Self::Run,
        }
    }
}

/// Compares the runs at the start of both texts, and returns what follows them.
///
/// The left side decides whether these are runs of digits or of letters; a right side of the other kind has an empty
/// run.
fn compare_run<'a>(left: &'a [u8], right: &'a [u8]) -> (Ordering, &'a [u8], &'a [u8]) {
    let digits = left.first().is_some_and(u8::is_ascii_digit);
    let kind = if digits { u8::is_ascii_digit } else { u8::is_ascii_alphabetic };
    let (left_run, left) = split_run(left, kind);
    let (right_run, right) = split_run(right, kind);
    let order = match (right_run.is_empty(), digits) {
        (true, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, true) => {
            let (left_run, right_run) = (strip_zeros(left_run), strip_zeros(right_run));
            left_run.len().cmp(&right_run.len()).then_with(|| left_run.cmp(right_run))
        }
        (false, false) => left_run.cmp(right_run),
    };
    (order, left, right)
}

fn skip_separators(text: &[u8]) -> &[u8] {
    let meaningful = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'~' | b'^');
    &text[text.iter().position(meaningful).unwrap_or(text.len())..]
}

fn split_run(text: &[u8], kind: fn(&u8) -> bool) -> (&[u8], &[u8]) {
    text.split_at(text.iter().position(|byte| !kind(byte)).unwrap_or(text.len()))
}

fn strip_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().position(|&digit| digit != b'0').unwrap_or(digits.len())..]
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{self, Equal, Greater, Less};

    use proptest::prelude::*;

    use super::vercmp;

    #[test]
    fn each_rule_of_the_order_has_an_example() {
        let table = [
            ("1.0", "1_0", Equal),
            ("1..0", "1.0", Equal),
            ("1.0.", "1.0", Equal),
            ("1.1.α", "1.1.β", Equal),
            ("1.0~rc1", "1.0", Less),
            ("1.0~~", "1.0~", Less),
            ("1.0~rc1", "1.0~rc1^git1", Less),
            ("1.0", "1.0^git1", Less),
            ("1.0^git1", "1.0.1", Less),
            ("1.0^", "1.0^~", Greater),
            ("1.0a", "1.0.1", Less),
            ("xyz.4", "8", Less),
            ("1.05", "1.5", Equal),
            ("10", "9", Greater),
            ("B", "a", Less),
            ("1.0.0", "1.0", Greater),
            ("1.0.a", "1.0", Greater),
            ("20260101000000000000000000001", "20260101000000000000000000000", Greater),
            ("", "", Equal),
            ("", "0", Less),
        ];
        for (left, right, order) in table {
            assert_eq!(vercmp(left, right), order, "{left} {right}");
            assert_eq!(vercmp(right, left), order.reverse(), "{right} {left}");
        }
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_antisymmetric(versions in prop::array::uniform3("[0-2a-bB.~^é-]{0,8}")) {
            let [a, b, c] = &versions;
            prop_assert_eq!(vercmp(a, a), Ordering::Equal);
            prop_assert_eq!(vercmp(a, b), vercmp(b, a).reverse());
            if vercmp(a, b) != Greater && vercmp(b, c) != Greater {
                prop_assert_ne!(vercmp(a, c), Greater);
            }
        }
    }
}
