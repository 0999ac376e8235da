use std::borrow::Cow;

use maneki_mirror_model::{CountryCode, Protocol};
use maneki_mirror_registry::Target;
use maneki_mirror_select::Query;
use url::form_urlencoded;

/// The query parameters of a list or an image. All others, such as `countme`, are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Params<'a> {
    pub(crate) arch: Option<Cow<'a, str>>,
    protocol: Option<Protocol>,
    countries: Option<Vec<CountryCode>>,
    exclude_countries: Vec<CountryCode>,
    exclude: Vec<Box<str>>,
    limit: Option<usize>,
    /// Whether the list has comments with reasons.
    pub(crate) comments: bool,
    /// The format of the list of folders of images.
    pub(crate) format: Option<Cow<'a, str>>,
    /// Whether the answer is the mirrors of an image, and not a redirect to it.
    pub(crate) mirrorlist: bool,
}

/// A parameter that cannot be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadArgument {
    #[error("Invalid input for protocol, valid options: http, https")]
    Protocol,
    #[error("Invalid input for country, valid options are 2 letter country codes")]
    Country,
    #[error("Invalid input for exclude_country, valid options are 2 letter country codes")]
    ExcludeCountry,
    #[error("Invalid input for exclude, at most {max} mirror names are taken", max = Params::MOST)]
    Exclude,
    #[error("Invalid input for comments, valid options: 0, 1")]
    Comments,
    #[error("Invalid input for format, valid options: json, text")]
    Format,
    #[error("Missing input for arch, the digests are those of one architecture")]
    NoArch,
    #[error("Invalid input for limit, a whole number from 1 is expected")]
    Limit,
}

impl<'a> Params<'a> {
    /// The maximum number of values in a list.
    const MOST: usize = 100;

    /// Parses a query. If a parameter occurs twice, the first one counts. A parameter without a value counts as absent,
    /// except `mirrorlist`, which has no value.
    pub(crate) fn parse(query: Option<&'a str>) -> Result<Self, BadArgument> {
        let mut params = Self::default();
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if name == "mirrorlist" {
                params.mirrorlist = true;
            }
            if value.is_empty() || seen.contains(&name) {
                continue;
            }
            match &*name {
                "arch" => params.arch = Some(value),
                "protocol" => params.protocol = Some(protocol(&value)?),
                "country" => params.countries = Some(countries(&value).ok_or(BadArgument::Country)?),
                "exclude_country" => {
                    params.exclude_countries = countries(&value).ok_or(BadArgument::ExcludeCountry)?;
                }
                "exclude" => params.exclude = names(&value).ok_or(BadArgument::Exclude)?,
                "comments" => params.comments = comments(&value)?,
                "format" => params.format = Some(value),
                "limit" => params.limit = Some(limit(&value)?),
                _ => continue,
            }
            seen.push(name);
        }
        Ok(params)
    }

    /// Whether the parameters leave out mirrors, so that an empty list is a valid answer.
    pub(crate) fn are_filters(&self) -> bool {
        self.protocol.is_some()
            || self.countries.is_some()
            || !self.exclude_countries.is_empty()
            || !self.exclude.is_empty()
    }

    /// Limits the number of mirrors, whatever `limit` says.
    pub(crate) fn at_most(&mut self, limit: usize) {
        self.limit = Some(self.limit.map_or(limit, |asked| asked.min(limit)));
    }

    /// The query for a target.
    pub(crate) fn into_query(self, target: Target, list_length: usize) -> Query {
        Query {
            target,
            protocol: self.protocol,
            countries: self.countries,
            exclude_countries: self.exclude_countries,
            exclude: self.exclude,
            only_published: false,
            only_public: false,
            limit: self.limit.unwrap_or(list_length).min(list_length),
        }
    }
}

fn protocol(value: &str) -> Result<Protocol, BadArgument> {
    match value {
        "http" => Ok(Protocol::Http),
        "https" => Ok(Protocol::Https),
        _ => Err(BadArgument::Protocol),
    }
}

/// Country codes separated by commas. Two letters that are not a country match no mirror. People write `UK` for GB.
fn countries(value: &str) -> Option<Vec<CountryCode>> {
    let mut countries = Vec::new();
    for code in value.split(',') {
        let code = code.trim();
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let country = CountryCode::parse(code).or_else(|| CountryCode::from_name(code));
        countries.extend(country);
    }
    // Each country once, because mirrors are compared with every entry.
    countries.sort_unstable();
    countries.dedup();
    Some(countries)
}

fn names(value: &str) -> Option<Vec<Box<str>>> {
    let names: Vec<Box<str>> =
        value.split(',').map(str::trim).filter(|name| !name.is_empty()).map(Into::into).collect();
    (names.len() <= Params::MOST).then_some(names)
}

fn comments(value: &str) -> Result<bool, BadArgument> {
    match value {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err(BadArgument::Comments),
    }
}

fn limit(value: &str) -> Result<usize, BadArgument> {
    if !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(BadArgument::Limit);
    }
    // A number that does not fit exceeds the length of the list.
    match value.parse().unwrap_or(usize::MAX) {
        0 => Err(BadArgument::Limit),
        limit => Ok(limit),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn arguments_are_read() {
        let params = Params::parse(Some("country=fr,%20de&protocol=https&limit=3&countme=4&x=y")).unwrap();
        let countries: Vec<String> = params.countries.unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(countries, ["DE", "FR"]);
        assert_eq!(Params::parse(Some("country=JP,jp,JP")).unwrap().countries.unwrap().len(), 1);
        assert_eq!((params.protocol, params.limit), (Some(Protocol::Https), Some(3)));
        assert_eq!(Params::parse(Some("country=uk")).unwrap().countries.unwrap()[0].as_str(), "GB");
        assert_eq!(Params::parse(Some("country=XX")).unwrap().countries, Some(Vec::new()));
        assert_eq!(Params::parse(Some("protocol=&arch=&limit=")).unwrap(), Params::default());
        assert_eq!(Params::parse(Some("limit=99999999999999999999")).unwrap().limit, Some(usize::MAX));
    }

    #[test]
    fn what_cannot_be_understood_is_refused() {
        for (query, why) in [
            ("protocol=ftp", BadArgument::Protocol),
            ("protocol=HTTP", BadArgument::Protocol),
            ("country=DEU", BadArgument::Country),
            ("country=D", BadArgument::Country),
            ("country=DE,", BadArgument::Country),
            ("country=%C3%A9", BadArgument::Country),
            ("exclude_country=12", BadArgument::ExcludeCountry),
            ("comments=yes", BadArgument::Comments),
            ("limit=0", BadArgument::Limit),
            ("limit=-1", BadArgument::Limit),
            ("limit=ten", BadArgument::Limit),
        ] {
            assert_eq!(Params::parse(Some(query)), Err(why), "{query}");
        }
    }

    proptest! {
        #[test]
        fn no_query_makes_it_panic(query in "[ -~]{0,200}") {
            let _ = Params::parse(Some(&query));
        }
    }
}
