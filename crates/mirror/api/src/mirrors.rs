//! A page of mirrors: the filters, the order, and the cursor of the next page.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::Verdict;
use maneki_mirror_model::{CountryCode, Protocol};
use maneki_mirror_snapshot::{MirrorEntry, Snapshot};
use serde::Serialize;
use utoipa::ToSchema;

use crate::arguments::{Arguments, BadArgument};
use crate::mirror::{Mirror, lag_seconds, over_ipv6, verdict};
use crate::words;

/// The default number of mirrors on a page.
pub const LIMIT: usize = 50;

/// The maximum number of mirrors on a page.
pub const MOST: usize = 500;

/// Mirrors in a stable order.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = MirrorPage)]
pub struct Page {
    /// The number of the snapshot that the page is from.
    pub snapshot: u64,
    /// When the snapshot was made.
    pub created: Timestamp,
    /// The number of mirrors that pass the filters, on all pages.
    pub total: usize,
    /// The mirrors on this page.
    pub mirrors: Vec<Mirror>,
    /// The `cursor` of the next page; `null` on the last page. It stays valid when the snapshot changes.
    pub next: Option<String>,
}

/// Which mirrors are requested, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MirrorQuery {
    countries: Option<Vec<CountryCode>>,
    continents: Option<Vec<String>>,
    protocol: Option<Protocol>,
    verdicts: Option<Vec<&'static str>>,
    module: Option<String>,
    ipv6: Option<bool>,
    /// In lower case.
    words: Option<String>,
    order: Order,
    limit: usize,
    cursor: Option<Cursor>,
}

/// What mirrors are sorted by. Equal mirrors are sorted by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Order {
    key: Key,
    descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Name,
    Country,
    Verdict,
    Lag,
}

/// The last mirror of a page, by its place in the order and not by its number, so that it stays valid when mirrors come
/// and go.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cursor {
    order: Order,
    rank: u64,
    name: String,
}

impl MirrorQuery {
    /// Reads the arguments. Unknown arguments are ignored.
    pub fn parse(arguments: &Arguments<'_>) -> Result<Self, BadArgument> {
        let order = arguments.read("sort", ORDERS, |value| value.parse().ok())?;
        let order = order.unwrap_or(Order { key: Key::Name, descending: false });
        let continent = |name: &str| {
            let known = CountryCode::all().map(|country| country.continent().name());
            known.into_iter().find(|known| known.eq_ignore_ascii_case(name)).map(str::to_owned)
        };
        let word = |word: &str| {
            let mut known = Verdict::ALL.iter().map(|verdict| verdict.word()).chain([words::UNKNOWN]);
            known.find(|known| *known == word)
        };
        let cursor = |value: &str| value.parse().ok().filter(|cursor: &Cursor| cursor.order == order);
        Ok(Self {
            countries: arguments.countries("country")?,
            continents: arguments.list("continent", "English names of continents are expected", continent)?,
            protocol: arguments.read(
                "protocol",
                "valid options: http, https, rsync, ftp",
                Protocol::from_scheme,
            )?,
            verdicts: arguments.list(
                "verdict",
                "valid options: ok, partial, expired, unavailable, unknown",
                word,
            )?,
            module: arguments.get("module").map(str::to_owned),
            ipv6: arguments.flag("ipv6")?,
            words: arguments.get("q").map(str::to_lowercase),
            order,
            limit: arguments.limit("limit", LIMIT, MOST)?,
            cursor: arguments.read("cursor", "give `next` of a page in the same order", cursor)?,
        })
    }

    fn wants(&self, entry: &MirrorEntry) -> bool {
        let mirror = &entry.mirror;
        let country = entry.place.country;
        let contains = |text: &str, words: &str| text.to_lowercase().contains(words);
        self.verdicts.as_ref().is_none_or(|wanted| wanted.contains(&verdict(entry)))
            && self
                .countries
                .as_ref()
                .is_none_or(|wanted| country.is_some_and(|country| wanted.contains(&country)))
            && self.continents.as_ref().is_none_or(|wanted| {
                country.is_some_and(|one| wanted.iter().any(|name| name == one.continent().name()))
            })
            && self.protocol.is_none_or(|protocol| mirror.urls.get(protocol).is_some())
            && self
                .module
                .as_ref()
                .is_none_or(|wanted| mirror.modules.iter().any(|(module, _)| module.as_str() == wanted))
            && self.ipv6.is_none_or(|wanted| over_ipv6(entry) == Some(wanted))
            && self.words.as_ref().is_none_or(|words| {
                contains(mirror.name.as_str(), words)
                    || contains(&mirror.sponsor.name, words)
                    || mirror.geolocation.city.as_deref().is_some_and(|city| contains(city, words))
                    || country.is_some_and(|country| contains(country.name(), words))
            })
    }

    /// The page of a snapshot with the mirrors that an audience may see.
    pub fn page(&self, snapshot: &Snapshot, audience: Audience) -> Page {
        let visible = |entry: &&MirrorEntry| audience == Audience::Administrator || !entry.mirror.private;
        let wanted = snapshot.entries().map(|(_, entry)| entry).filter(visible);
        let wanted = wanted.filter(|entry| self.wants(entry));
        let mut total = 0;
        let mut rest: Vec<(Place<'_>, &MirrorEntry)> = Vec::new();
        for entry in wanted {
            total += 1;
            let place = self.order.place(entry);
            let after = |cursor: &Cursor| place > self.order.at(cursor.rank, &cursor.name);
            if self.cursor.as_ref().is_none_or(after) {
                rest.push((place, entry));
            }
        }
        // Only the mirrors on the page are sorted and written.
        let more = rest.len() > self.limit;
        if more {
            rest.select_nth_unstable_by(self.limit, |(one, _), (other, _)| one.cmp(other));
            rest.truncate(self.limit);
        }
        rest.sort_unstable_by_key(|(place, _)| *place);
        let cursor = |(place, entry): &(Place<'_>, &MirrorEntry)| Cursor {
            order: self.order,
            rank: place.rank(),
            name: entry.mirror.name.to_string(),
        };
        Page {
            snapshot: snapshot.serial,
            created: snapshot.created,
            total,
            next: rest.last().filter(|_| more).map(|last| cursor(last).to_string()),
            mirrors: rest.into_iter().map(|(_, entry)| entry.into()).collect(),
        }
    }
}

/// The place of a mirror in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    Up(u64, &'a str),
    Down(Reverse<(u64, &'a str)>),
}

impl Place<'_> {
    fn rank(self) -> u64 {
        match self {
            Self::Up(rank, _) | Self::Down(Reverse((rank, _))) => rank,
        }
    }
}

impl Order {
    fn place(self, entry: &MirrorEntry) -> Place<'_> {
        let rank = match self.key {
            Key::Name => 0,
            Key::Country => entry.place.country.map_or(u64::MAX, |country| {
                country.as_str().bytes().fold(0, |number, byte| (number << 8) | u64::from(byte))
            }),
            Key::Verdict => {
                let word = verdict(entry);
                Verdict::ALL.iter().take_while(|verdict| verdict.word() != word).count() as u64
            }
            Key::Lag => lag_seconds(entry).unwrap_or(u64::MAX),
        };
        self.at(rank, entry.mirror.name.as_str())
    }

    fn at(self, rank: u64, name: &str) -> Place<'_> {
        if self.descending { Place::Down(Reverse((rank, name))) } else { Place::Up(rank, name) }
    }
}

/// The message for an unknown order.
const ORDERS: &str = "valid options: name, country, verdict, lag, each also with - before it";

/// The words for all orders.
pub(crate) const ORDER_WORDS: [&str; 8] =
    ["name", "-name", "country", "-country", "verdict", "-verdict", "lag", "-lag"];

/// The text is not an order or not a cursor.
#[derive(Debug, PartialEq, Eq)]
struct NotOne;

impl FromStr for Order {
    type Err = NotOne;

    fn from_str(text: &str) -> Result<Self, NotOne> {
        let (descending, word) = text.strip_prefix('-').map_or((false, text), |word| (true, word));
        let key = match word {
            "name" => Key::Name,
            "country" => Key::Country,
            "verdict" => Key::Verdict,
            "lag" => Key::Lag,
            _ => return Err(NotOne),
        };
        Ok(Self { key, descending })
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.descending { "-" } else { "" })?;
        f.write_str(match self.key {
            Key::Name => "name",
            Key::Country => "country",
            Key::Verdict => "verdict",
            Key::Lag => "lag",
        })
    }
}

/// `-lag.300~mirror.example.org`. It needs no escapes in a URL unless the name does.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}~{}", self.order, self.rank, self.name)
    }
}

impl FromStr for Cursor {
    type Err = NotOne;

    fn from_str(text: &str) -> Result<Self, NotOne> {
        let (place, name) = text.split_once('~').ok_or(NotOne)?;
        let (order, rank) = place.split_once('.').ok_or(NotOne)?;
        let rank = rank.parse().map_err(|_| NotOne)?;
        Ok(Self { order: order.parse()?, rank, name: name.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use maneki_mirror_model::MirrorName;
    use maneki_mirror_registry::{ParseOptions, Registry, SourceTree, parse};
    use maneki_mirror_snapshot::{Inputs, Networks, Place as MirrorPlace, Places};
    use proptest::prelude::*;

    use super::*;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: []\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {}\nrepos: []\n";

    const COUNTRIES: [&str; 4] = ["DE", "FR", "JP", ""];

    /// Numbered mirrors, each in one of the countries. Every tenth is private.
    fn snapshot(numbers: impl Iterator<Item = usize>) -> Snapshot {
        let file = |number: usize| {
            let private = if number.is_multiple_of(10) { "private: true\nasn: [64496]\n" } else { "" };
            let text = format!(
                "name: m{number:03}.example\naddress: {{http: 'http://m{number:03}.example/'}}\n\
                 update_frequency: 1h\nsponsor: Sponsor {number}\nsponsor_url: https://s.example/\n{private}"
            );
            (format!("m/m{number:03}.example.yml"), text)
        };
        let files: Vec<(String, String)> = numbers.map(file).collect();
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let registry: Registry =
            parse(&SourceTree::from_texts(CONFIG, texts), ParseOptions::default()).registry.unwrap();
        let place = |name: &MirrorName| {
            let number: usize = name.as_str()[1..4].parse().unwrap();
            let country = CountryCode::parse(COUNTRIES[number % COUNTRIES.len()]);
            (name.clone(), MirrorPlace { country, ..MirrorPlace::default() })
        };
        let places: Places = registry.mirrors.keys().map(place).collect();
        let networks = Networks::default();
        Snapshot::build(registry, Inputs::unchecked(places, &networks), 1, Timestamp::UNIX_EPOCH)
    }

    fn page(snapshot: &Snapshot, query: &str) -> Page {
        MirrorQuery::parse(&Arguments::parse(Some(query))).unwrap().page(snapshot, Audience::Public)
    }

    /// The mirrors of all pages in order.
    fn walk(snapshot: &Snapshot, query: &str) -> Vec<String> {
        let (mut names, mut next) = (Vec::new(), Some(String::new()));
        while let Some(cursor) = next {
            let page = page(snapshot, &format!("{query}&cursor={cursor}"));
            names.extend(page.mirrors.into_iter().map(|mirror| mirror.name));
            next = page.next;
        }
        names
    }

    #[test]
    fn filters_are_joined_and_the_total_counts_all_pages() {
        let snapshot = snapshot(0..40);
        let all = page(&snapshot, "limit=3");
        assert_eq!((all.total, all.mirrors.len()), (36, 3));
        assert_eq!(page(&snapshot, "country=de,fr").total, 18);
        assert_eq!(page(&snapshot, "continent=europe,asia").total, 26);
        assert_eq!(page(&snapshot, "country=XX").total, 0);
        assert_eq!(page(&snapshot, "q=Sponsor%201").total, 10);
        assert_eq!(page(&snapshot, "q=JAPAN").total, 8);
        assert_eq!(page(&snapshot, "verdict=ok&protocol=http").total, 36);
        assert_eq!(page(&snapshot, "verdict=expired").total, 0);
        assert_eq!(page(&snapshot, "module=next").total, 0);
        assert_eq!(page(&snapshot, "ipv6=true").total, 0);
        assert_eq!(page(&snapshot, "countme=4&x=y").total, 36);
        let administrator = MirrorQuery::parse(&Arguments::parse(None)).unwrap();
        assert_eq!(administrator.page(&snapshot, Audience::Administrator).total, 40);
    }

    #[test]
    fn an_invalid_argument_is_an_error_that_names_it() {
        for (query, why) in [
            ("sort=size", "sort"),
            ("verdict=good", "verdict"),
            ("continent=Atlantis", "continent"),
            ("ipv6=maybe", "ipv6"),
            ("protocol=gopher", "protocol"),
            ("cursor=x", "cursor"),
            ("cursor=name.0~m001.example&sort=lag", "cursor"),
        ] {
            let error = MirrorQuery::parse(&Arguments::parse(Some(query))).unwrap_err().to_string();
            assert!(error.starts_with(&format!("Invalid input for {why}, ")), "{query}: {error}");
        }
    }

    proptest! {
        #[test]
        fn pages_have_every_mirror_once_and_in_order(
            many in 0_usize..60,
            limit in 1_usize..20,
            order in 0..ORDER_WORDS.len(),
        ) {
            let (snapshot, order) = (snapshot(0..many), ORDER_WORDS[order]);
            let whole = walk(&snapshot, &format!("sort={order}&limit=500"));
            prop_assert_eq!(&walk(&snapshot, &format!("sort={order}&limit={limit}")), &whole);
            prop_assert_eq!(whole.len(), many - many.div_ceil(10));
            if let Some(other) = order.strip_prefix('-') {
                let mut back = walk(&snapshot, &format!("sort={other}&limit={limit}"));
                back.reverse();
                prop_assert_eq!(back, whole);
            }
        }

        #[test]
        fn a_cursor_goes_on_in_another_snapshot(
            before in prop::collection::btree_set(1_usize..200, 1..60),
            after in prop::collection::btree_set(1_usize..200, 1..60),
            limit in 1_usize..20,
        ) {
            let (old, new) = (snapshot(before.into_iter()), snapshot(after.into_iter()));
            let query = format!("sort=country&limit={limit}");
            let first = page(&old, &query);
            if let Some(cursor) = &first.next {
                let seen: Vec<&str> = first.mirrors.iter().map(|mirror| &*mirror.name).collect();
                let rest = walk(&new, "sort=country&limit=500");
                let gone_on = page(&new, &format!("sort=country&limit=500&cursor={cursor}"));
                let gone_on: Vec<String> = gone_on.mirrors.into_iter().map(|mirror| mirror.name).collect();
                // No mirror comes twice, and every mirror that comes later is on a later page.
                prop_assert!(gone_on.iter().all(|name| !seen.contains(&name.as_str())));
                prop_assert!(rest.ends_with(&gone_on));
            }
        }

        #[test]
        fn no_query_makes_it_panic(query in "[ -~]{0,100}") {
            if let Ok(question) = MirrorQuery::parse(&Arguments::parse(Some(&query))) {
                question.page(&snapshot(0..3), Audience::Public);
            }
        }
    }
}
