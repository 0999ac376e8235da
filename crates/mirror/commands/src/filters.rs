use std::num::NonZeroUsize;

use clap::{Args, ValueEnum};
use maneki_mirror_model::{CountryCode, Protocol};
use maneki_mirror_registry::Target;
use maneki_mirror_select::Query;

/// The filters of a request for a list, by the names of its arguments.
#[derive(Debug, Args)]
pub(crate) struct Filters {
    /// Only mirrors with this protocol
    #[arg(long)]
    protocol: Option<Scheme>,
    /// Only mirrors in these countries, by their ISO codes
    #[arg(long, value_name = "CC", value_delimiter = ',', value_parser = country)]
    country: Option<Vec<CountryCode>>,
    /// No mirrors in these countries
    #[arg(long, value_name = "CC", value_delimiter = ',', value_parser = country)]
    exclude_country: Vec<CountryCode>,
    /// None of these mirrors, by name
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    exclude: Vec<Box<str>>,
    /// At most this many mirrors; never more than `mirror.list_length`
    #[arg(long, value_name = "NUMBER")]
    limit: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scheme {
    Http,
    Https,
}

impl Filters {
    /// The query of a client; `length` is the greatest length of a list.
    pub(crate) fn into_query(self, target: Target, length: usize) -> Query {
        Query {
            protocol: self.protocol.map(|scheme| match scheme {
                Scheme::Http => Protocol::Http,
                Scheme::Https => Protocol::Https,
            }),
            countries: self.country,
            exclude_countries: self.exclude_country,
            exclude: self.exclude,
            ..Query::new(target, self.limit.map_or(length, |limit| limit.get().min(length)))
        }
    }
}

fn country(text: &str) -> Result<CountryCode, String> {
    CountryCode::parse(text)
        .or_else(|| CountryCode::from_name(text))
        .ok_or_else(|| "there is no such country in ISO 3166-1; write its two letters, such as DE".to_owned())
}
