//! Countries of ISO 3166-1, with the names that people write.

mod table;

use std::fmt;

/// A country by its ISO 3166-1 alpha-2 code, in upper case.
///
/// `XK` (Kosovo) is not in the standard, but all address databases use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

/// One of the seven continents, by the codes that GeoNames uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names explain themselves")]
pub enum Continent {
    Africa,
    Antarctica,
    Asia,
    Europe,
    NorthAmerica,
    Oceania,
    SouthAmerica,
}

impl CountryCode {
    /// The country of a two-letter code, in any case.
    pub fn parse(code: &str) -> Option<Self> {
        let [a, b] = code.as_bytes() else { return None };
        let code = Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]);
        code.find().map(|_| code)
    }

    /// The country of a name or a three-letter code, in any case: `Germany`, `Deutschland`, `Viet Nam`, `DEU`.
    pub fn from_name(name: &str) -> Option<Self> {
        let wanted = folded(name);
        let mut aliases = table::ALIASES.iter().chain(table::OWN_NAMES);
        let alias = aliases.find(|(alias, _)| folded(alias) == wanted).map(|(_, code)| *code);
        let code = alias.or_else(|| {
            let is_meant =
                |long: &str, name: &str| long.eq_ignore_ascii_case(&wanted) || folded(name) == wanted;
            table::COUNTRIES.iter().find(|(_, long, name, _)| is_meant(long, name)).map(|(code, ..)| *code)
        })?;
        Self::parse(code)
    }

    /// Every country, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        table::COUNTRIES.iter().filter_map(|(code, ..)| Self::parse(code))
    }

    /// The code: two upper-case letters.
    #[expect(clippy::missing_panics_doc, reason = "a code is two ASCII letters")]
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("a code is two ASCII letters")
    }

    /// The English name.
    pub fn name(self) -> &'static str {
        self.row().2
    }

    /// The continent in GeoNames.
    pub fn continent(self) -> Continent {
        self.row().3
    }

    fn row(self) -> &'static (&'static str, &'static str, &'static str, Continent) {
        self.find().expect("`parse` refuses a code that is not in the table")
    }

    fn find(self) -> Option<&'static (&'static str, &'static str, &'static str, Continent)> {
        let place = table::COUNTRIES.binary_search_by(|(code, ..)| code.as_bytes().cmp(&self.0)).ok()?;
        table::COUNTRIES.get(place)
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Continent {
    /// The English name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Africa => "Africa",
            Self::Antarctica => "Antarctica",
            Self::Asia => "Asia",
            Self::Europe => "Europe",
            Self::NorthAmerica => "North America",
            Self::Oceania => "Oceania",
            Self::SouthAmerica => "South America",
        }
    }
}

impl fmt::Display for Continent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Only the letters, in lower case, without a leading article.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let name = lower.trim();
    name.strip_prefix("the ").unwrap_or(name).chars().filter(|c| c.is_alphabetic()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_searched() {
        assert!(table::COUNTRIES.is_sorted_by_key(|(code, ..)| code));
        assert_eq!(CountryCode::all().count(), table::COUNTRIES.len());
        for (alias, code) in table::ALIASES.iter().chain(table::OWN_NAMES) {
            assert!(CountryCode::parse(code).is_some(), "{alias}");
        }
    }

    #[test]
    fn codes_and_names_are_read() {
        let parse = |code| CountryCode::parse(code).map(CountryCode::name);
        assert_eq!(parse("no"), Some("Norway"));
        assert_eq!(parse("UK"), None);
        assert_eq!(parse("ZZ"), None);
        assert_eq!(parse("DEU"), None);
        assert_eq!(parse("é"), None);
        let named = |name| CountryCode::from_name(name).map(|country| country.to_string());
        assert_eq!(named("germany").as_deref(), Some("DE"));
        assert_eq!(named("The Netherlands").as_deref(), Some("NL"));
        assert_eq!(named("Russian Federation").as_deref(), Some("RU"));
        assert_eq!(named("Côte d’Ivoire").as_deref(), Some("CI"));
        assert_eq!(named("Deutschland").as_deref(), Some("DE"));
        assert_eq!(named("ESPAÑA").as_deref(), Some("ES"));
        assert_eq!(named("DEU").as_deref(), Some("DE"));
        assert_eq!(named("gbr").as_deref(), Some("GB"));
        assert_eq!(named("Atlantis"), None);
        assert_eq!(CountryCode::parse("BR").map(CountryCode::continent), Some(Continent::SouthAmerica));
    }
}
