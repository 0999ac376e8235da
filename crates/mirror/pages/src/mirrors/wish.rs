//! Filters, order and page of the table, parsed from the URL.

use maneki_mirror_model::{Continent, CountryCode, Protocol};

use crate::status::Status;
use maneki_ground_site::PageRequest;

/// The filters, the order and the page of the table. Unknown arguments are ignored, so that a link with a typing error still shows the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Wish {
    pub(crate) search: Option<String>,
    pub(crate) country: Option<CountryCode>,
    pub(crate) continent: Option<Continent>,
    pub(crate) protocol: Option<Protocol>,
    pub(crate) status: Option<Status>,
    pub(crate) ipv6: bool,
    pub(crate) sort: Sort,
    pub(crate) backwards: bool,
    /// Counts from 0.
    pub(crate) page: usize,
}

/// The column that orders the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Sort {
    /// Country, then city.
    #[default]
    Place,
    Name,
    Sponsor,
    Status,
    Lag,
}

/// The longest search that is read; names are shorter.
const LONGEST: usize = 100;

impl Wish {
    /// Protocols that mirrors may be found by.
    pub(crate) const PROTOCOLS: [Protocol; 4] =
        [Protocol::Http, Protocol::Https, Protocol::Rsync, Protocol::Ftp];

    pub(crate) fn read(asked: &PageRequest) -> Self {
        let sort = asked.argument("sort").unwrap_or_default();
        let (word, backwards) = sort.strip_prefix('-').map_or((sort, false), |word| (word, true));
        let sort = Sort::ALL.into_iter().find(|sort| sort.word() == word);
        let page = asked.argument("page").and_then(|page| page.parse::<usize>().ok()).unwrap_or(1);
        Self {
            search: asked.argument("q").map(|text| text.chars().take(LONGEST).collect()),
            country: asked.argument("country").and_then(CountryCode::parse),
            continent: asked.argument("continent").and_then(continent_of),
            protocol: asked.argument("protocol").and_then(Protocol::from_scheme),
            status: asked.argument("status").and_then(Status::from_word),
            ipv6: asked.argument("ipv6") == Some("1"),
            sort: sort.unwrap_or_default(),
            backwards: backwards && sort.is_some(),
            page: page.saturating_sub(1),
        }
    }

    /// Whether anything is left out.
    pub(crate) fn is_narrow(&self) -> bool {
        let everything =
            Self { sort: self.sort, backwards: self.backwards, page: self.page, ..Self::default() };
        *self != everything
    }

    /// The same in another order, from its first page; the order that it has already is turned around.
    pub(crate) fn sorted(&self, sort: Sort) -> Self {
        Self { sort, backwards: self.sort == sort && !self.backwards, page: 0, ..self.clone() }
    }

    /// Another page of the same.
    pub(crate) fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The word of the order in the URL.
    pub(crate) fn sort_argument(&self) -> Option<String> {
        let is_usual = self.sort == Sort::default() && !self.backwards;
        (!is_usual).then(|| [if self.backwards { "-" } else { "" }, self.sort.word()].concat())
    }

    /// The arguments that ask for this; what is usual is left out.
    pub(crate) fn arguments(&self) -> Vec<(&'static str, String)> {
        [
            ("q", self.search.clone()),
            ("country", self.country.map(|country| country.to_string())),
            ("continent", self.continent.map(continent_word)),
            ("protocol", self.protocol.map(|protocol| protocol.scheme().to_owned())),
            ("status", self.status.map(|status| status.word().to_owned())),
            ("ipv6", self.ipv6.then(|| "1".to_owned())),
            ("sort", self.sort_argument()),
            ("page", (self.page > 0).then(|| (self.page + 1).to_string())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
}

impl Sort {
    const ALL: [Self; 5] = [Self::Place, Self::Name, Self::Sponsor, Self::Status, Self::Lag];

    fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Name => "name",
            Self::Sponsor => "sponsor",
            Self::Status => "status",
            Self::Lag => "lag",
        }
    }
}

/// A continent in URLs: `north-america`.
pub(crate) fn continent_word(continent: Continent) -> String {
    continent.name().to_lowercase().replace(' ', "-")
}

fn continent_of(word: &str) -> Option<Continent> {
    CountryCode::all().map(CountryCode::continent).find(|continent| continent_word(*continent) == word)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(query: &str) -> Wish {
        Wish::read(&PageRequest::new("/", Some(query), None))
    }

    #[test]
    fn a_wish_is_read_and_what_is_none_is_passed_over() {
        let wish = read(
            "q=+univ+&country=jp&continent=north-america&protocol=rsync&status=expired&ipv6=1&sort=-lag&page=3",
        );
        assert_eq!(wish.search.as_deref(), Some("univ"));
        assert_eq!(wish.country.unwrap().as_str(), "JP");
        assert_eq!(wish.continent, Some(Continent::NorthAmerica));
        assert_eq!(
            (wish.protocol, wish.status, wish.ipv6),
            (Some(Protocol::Rsync), Some(Status::Expired), true)
        );
        assert_eq!((wish.sort, wish.backwards, wish.page), (Sort::Lag, true, 2));
        assert_eq!(
            read("q=&country=&country=XX&protocol=gopher&status=great&ipv6=0&sort=-&page=0&page=x"),
            Wish::default()
        );
    }

    #[test]
    fn an_order_is_turned_around_by_asking_again() {
        let wish = read("sort=lag&page=2&q=a");
        assert_eq!(wish.sorted(Sort::Lag).arguments(), [("q", "a".to_owned()), ("sort", "-lag".to_owned())]);
        assert_eq!(wish.sorted(Sort::Place).arguments(), [("q", "a".to_owned())]);
    }

    proptest! {
        #[test]
        fn the_arguments_of_a_wish_ask_for_it(query in "(q|country|continent|protocol|status|ipv6|sort|page)=[ -~]{0,12}(&(sort|page|ipv6)=-?[a-z0-9]{0,9}){0,3}") {
            let wish = read(&query);
            let arguments = wish.arguments();
            let asked = PageRequest::new("/", None, None);
            let link = asked.link_with("/", arguments.iter().map(|(name, value)| (*name, value.as_str())));
            prop_assert_eq!(read(link.split_once('?').map_or("", |(_, query)| query)), wish);
        }
    }
}
