//! The expressions of `%if` and `%[…]`: integers, strings and versions.

use std::cmp::Ordering;
use std::fmt;

use maneki_ground_rpm::{Evr, vercmp};

/// How deep parentheses may be nested.
const DEPTH: usize = 64;

/// A value of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Integer(i64),
    Text(String),
    Version(String),
}

impl Value {
    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Integer(number) => *number != 0,
            Self::Text(text) | Self::Version(text) => !text.is_empty(),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => write!(f, "{number}"),
            Self::Text(text) | Self::Version(text) => f.write_str(text),
        }
    }
}

/// The value of an expression in which macros are expanded. `None` where it is not one.
pub(super) fn evaluate(text: &str) -> Option<Value> {
    let mut parser = Parser { rest: text.trim_start() };
    let value = parser.choice(0)?;
    parser.rest.is_empty().then_some(value)
}

struct Parser<'t> {
    rest: &'t str,
}

impl Parser<'_> {
    fn take(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn choice(&mut self, depth: usize) -> Option<Value> {
        if depth > DEPTH {
            return None;
        }
        let condition = self.or(depth)?;
        if !self.take("?") {
            return Some(condition);
        }
        let then = self.choice(depth + 1)?;
        if !self.take(":") {
            return None;
        }
        let otherwise = self.choice(depth + 1)?;
        Some(if condition.is_true() { then } else { otherwise })
    }

    fn or(&mut self, depth: usize) -> Option<Value> {
        let mut left = self.and(depth)?;
        while self.take("||") {
            let right = self.and(depth)?;
            left = if left.is_true() { left } else { right };
        }
        Some(left)
    }

    fn and(&mut self, depth: usize) -> Option<Value> {
        let mut left = self.comparison(depth)?;
        while self.take("&&") {
            let right = self.comparison(depth)?;
            left = if left.is_true() { right } else { left };
        }
        Some(left)
    }

    fn comparison(&mut self, depth: usize) -> Option<Value> {
        let mut left = self.sum(depth)?;
        loop {
            let accepted: &[Ordering] = if self.take("==") {
                &[Ordering::Equal]
            } else if self.take("!=") {
                &[Ordering::Less, Ordering::Greater]
            } else if self.take("<=") {
                &[Ordering::Less, Ordering::Equal]
            } else if self.take(">=") {
                &[Ordering::Greater, Ordering::Equal]
            } else if self.take("<") {
                &[Ordering::Less]
            } else if self.take(">") {
                &[Ordering::Greater]
            } else {
                return Some(left);
            };
            let right = self.sum(depth)?;
            left = Value::Integer(accepted.contains(&compared(&left, &right)?).into());
        }
    }

    fn sum(&mut self, depth: usize) -> Option<Value> {
        let mut left = self.product(depth)?;
        loop {
            if self.take("+") {
                left = match (left, self.product(depth)?) {
                    (Value::Integer(left), Value::Integer(right)) => Value::Integer(left.checked_add(right)?),
                    (Value::Text(left), Value::Text(right)) => Value::Text(left + &right),
                    _ => return None,
                };
            } else if self.take("-") {
                left = integers(left, self.product(depth)?, i64::checked_sub)?;
            } else {
                return Some(left);
            }
        }
    }

    fn product(&mut self, depth: usize) -> Option<Value> {
        let mut left = self.unary(depth)?;
        loop {
            if self.take("*") {
                left = integers(left, self.unary(depth)?, i64::checked_mul)?;
            } else if self.take("/") {
                left = integers(left, self.unary(depth)?, i64::checked_div)?;
            } else {
                return Some(left);
            }
        }
    }

    fn unary(&mut self, depth: usize) -> Option<Value> {
        if depth > DEPTH {
            return None;
        }
        if !self.rest.starts_with("!=") && self.take("!") {
            let value = self.unary(depth + 1)?;
            return Some(Value::Integer((!value.is_true()).into()));
        }
        if self.take("-") {
            return integers(Value::Integer(0), self.unary(depth + 1)?, i64::checked_sub);
        }
        if self.take("(") {
            let value = self.choice(depth + 1)?;
            return self.take(")").then_some(value);
        }
        self.literal()
    }

    fn literal(&mut self) -> Option<Value> {
        let is_version = self.rest.starts_with("v\"");
        if let Some(text) = self.rest.strip_prefix(if is_version { "v\"" } else { "\"" }) {
            let (text, rest) = text.split_once('"')?;
            self.rest = rest.trim_start();
            let text = text.to_owned();
            return Some(if is_version { Value::Version(text) } else { Value::Text(text) });
        }
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let number = digits.parse().ok()?;
        self.rest = rest.trim_start();
        Some(Value::Integer(number))
    }
}

fn integers(left: Value, right: Value, operation: fn(i64, i64) -> Option<i64>) -> Option<Value> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => operation(left, right).map(Value::Integer),
        _ => None,
    }
}

fn compared(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Version(left), Value::Version(right)) => Some(versions(left, right)),
        _ => None,
    }
}

/// The order of two versions, of which each may have an epoch and a release.
fn versions(left: &str, right: &str) -> Ordering {
    match (Evr::parse(left), Evr::parse(right)) {
        (Ok(left), Ok(right)) => left.compare(&right),
        _ => vercmp(left, right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_strings_and_versions_are_compared() {
        for text in [
            "08 >= 8",
            "1 && !0",
            "\"a\" == \"a\"",
            "v\"1.10\" > v\"1.9\"",
            "(1 || 0) && 2 > 1",
            "1 ? 1 : 0",
            "2 * 3 - 1 == 5",
        ] {
            assert!(evaluate(text).unwrap().is_true(), "{text}");
        }
        assert!(!evaluate("0 || \"\"").unwrap().is_true());
    }

    #[test]
    fn what_is_no_expression_has_no_value() {
        for text in ["", "a", "1 +", "(1", "1 / 0", "1 + \"a\"", "9223372036854775807 + 1"] {
            assert_eq!(evaluate(text), None, "{text}");
        }
        assert_eq!(evaluate(&"(".repeat(10_000)), None);
        assert_eq!(evaluate(&"!".repeat(10_000)), None);
    }
}
