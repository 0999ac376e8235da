//! The arguments in a query string.

use std::borrow::Cow;

use maneki_mirror_model::CountryCode;
use url::form_urlencoded;

/// The arguments of a request. If one is given twice, the first counts; one without a value counts as absent. Unknown
/// arguments are ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arguments<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

/// An argument that is not valid.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Invalid input for {name}, {expected}")]
pub struct BadArgument {
    name: &'static str,
    expected: Cow<'static, str>,
}

/// The limit for values in a list.
const MOST_VALUES: usize = 100;

impl<'a> Arguments<'a> {
    /// Reads a query string.
    pub fn parse(query: Option<&'a str>) -> Self {
        let mut arguments = Self(Vec::new());
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if !value.is_empty() && arguments.get(&name).is_none() {
                arguments.0.push((name, value));
            }
        }
        arguments
    }

    /// The value of an argument.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// The value of an argument, read by a function.
    pub fn read<T>(
        &self,
        name: &'static str,
        expected: impl Into<Cow<'static, str>>,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, BadArgument> {
        let wrong = || BadArgument { name, expected: expected.into() };
        self.get(name).map(|value| read(value).ok_or_else(wrong)).transpose()
    }

    /// A number from 1. Greater numbers than `most` are read as `most`.
    pub fn limit(&self, name: &'static str, default: usize, most: usize) -> Result<usize, BadArgument> {
        let number = |value: &str| {
            // A number with too many digits is greater than any limit.
            let digits = value.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| value.parse().unwrap_or(usize::MAX)).filter(|number| *number > 0)
        };
        let limit = self.read(name, "a whole number from 1 is expected", number)?;
        Ok(limit.unwrap_or(default).min(most))
    }

    /// `true` or `false`, `1` or `0`.
    pub fn flag(&self, name: &'static str) -> Result<Option<bool>, BadArgument> {
        self.read(name, "valid options: true, false", |value| match value {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        })
    }

    /// Values separated by commas, each read by a function.
    pub fn list<T>(
        &self,
        name: &'static str,
        expected: impl Into<Cow<'static, str>>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Vec<T>>, BadArgument> {
        self.read(name, expected, |value| {
            let words = value.split(',').take(MOST_VALUES + 1).map(|word| read(word.trim()));
            words.collect::<Option<Vec<T>>>().filter(|values| values.len() <= MOST_VALUES)
        })
    }

    /// Countries by their codes. A filter with two letters that are not the code of a country is passed by no mirror.
    pub fn countries(&self, name: &'static str) -> Result<Option<Vec<CountryCode>>, BadArgument> {
        let country = |code: &str| {
            let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic());
            is_code.then(|| CountryCode::parse(code).or_else(|| CountryCode::from_name(code)))
        };
        let countries = self.list(name, "valid options are 2 letter country codes", country)?;
        Ok(countries.map(|countries| countries.into_iter().flatten().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_counts_and_an_empty_one_is_absent() {
        let arguments = Arguments::parse(Some("limit=&limit=7&limit=8&x=%41&y"));
        assert_eq!(arguments.limit("limit", 50, 500), Ok(7));
        assert_eq!(arguments.limit("none", 50, 500), Ok(50));
        assert_eq!((arguments.get("x"), arguments.get("y")), (Some("A"), None));
        let large = Arguments::parse(Some("limit=99999999999999999999"));
        assert_eq!(large.limit("limit", 50, 500), Ok(500));
        for wrong in ["limit=0", "limit=-1", "limit=ten", "limit=1.5"] {
            let error = Arguments::parse(Some(wrong)).limit("limit", 50, 500).unwrap_err();
            assert_eq!(error.to_string(), "Invalid input for limit, a whole number from 1 is expected");
        }
    }

    #[test]
    fn lists_are_read_word_by_word() {
        let countries = |query: &str| Arguments::parse(Some(query)).countries("country").map(Option::unwrap);
        assert_eq!(countries("country=de,%20uk").unwrap().len(), 2);
        assert_eq!(countries("country=XX").unwrap(), []);
        assert!(countries("country=DEU").is_err() && countries("country=DE,").is_err());
        assert!(countries(&format!("country=DE{}", ",DE".repeat(100))).is_err());
        assert_eq!(Arguments::parse(Some("f=1")).flag("f"), Ok(Some(true)));
        assert!(Arguments::parse(Some("f=yes")).flag("f").is_err());
    }
}
