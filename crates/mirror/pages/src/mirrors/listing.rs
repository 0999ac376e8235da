//! The mirrors of a page: counted, left out, put in order.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_formats::Audience;
use maneki_mirror_health::{Family, MirrorHealth, Verdict};
use maneki_mirror_model::{BaseUrl, Continent, CountryCode, Protocol};
use maneki_mirror_registry::Tree;
use maneki_mirror_snapshot::{MirrorEntry, MirrorId};

use super::Scope;
use super::wish::{Sort, Wish, continent_word};
use crate::map::{Map, Marked};
use crate::names::{continent_name, country_name};
use crate::status::Status;
use crate::text::{folded, web_address};
use crate::view::View;
use maneki_ground_site::Texts;

/// Mirrors on one page at most.
const ON_A_PAGE: usize = 100;

/// The content of a page.
pub(super) struct Listing<'a> {
    pub(super) summary: Summary,
    pub(super) options: Options,
    pub(super) nearest: Vec<MirrorRow<'a>>,
    pub(super) map: Map,
    /// How many there are on all pages.
    pub(super) found: usize,
    /// The mirrors on this page.
    pub(super) rows: Vec<MirrorRow<'a>>,
    /// Counts from 0.
    pub(super) page: usize,
    pub(super) pages: usize,
}

/// All mirrors of the scope in numbers.
pub(super) struct Summary {
    pub(super) total: usize,
    pub(super) good: usize,
    pub(super) countries: usize,
    pub(super) lag: Option<Duration>,
    pub(super) checked: Option<Timestamp>,
}

/// The options of the filters with their names, in the order of the names.
pub(super) struct Options {
    pub(super) countries: Vec<(String, String)>,
    pub(super) continents: Vec<(String, String)>,
    pub(super) statuses: Vec<Status>,
}

/// A mirror in the table.
#[derive(Clone)]
pub(super) struct MirrorRow<'a> {
    pub(super) entry: &'a MirrorEntry,
    pub(super) status: Status,
    pub(super) lag: Option<Duration>,
    /// Its place among the nearest, from 1, and how far it is.
    pub(super) near: Option<(usize, Option<u32>)>,
    urls: Vec<&'a BaseUrl>,
}

impl<'a> Listing<'a> {
    pub(super) fn new(
        view: &View<'a>,
        scope: &Scope,
        wish: &Wish,
        nearest: &[(MirrorId, Option<u32>)],
    ) -> Self {
        let texts = view.texts();
        let mut rows = rows(view, scope, nearest);
        let countries = Countries::new(&rows, texts);
        let summary = Summary::new(&rows, &countries);
        let options = Options::new(&rows, &countries, texts);
        let mut near: Vec<MirrorRow<'_>> = rows.iter().filter(|row| row.near.is_some()).cloned().collect();
        near.sort_by_key(|row| row.near);
        rows.retain(wanted(wish, &countries));
        let map = Map::new(rows.iter().filter_map(MirrorRow::mark));
        sort(&mut rows, wish, &countries);
        let (found, pages) = (rows.len(), rows.len().div_ceil(ON_A_PAGE).max(1));
        // A page after the last one is the last one.
        let page = wish.page.min(pages - 1);
        let rows = rows.into_iter().skip(page * ON_A_PAGE).take(ON_A_PAGE).collect();
        Self { summary, options, nearest: near, map, found, rows, page, pages }
    }

    /// The number of the first mirror on this page, from 1.
    pub(super) fn first(&self) -> usize {
        self.page * ON_A_PAGE + 1
    }

    pub(super) fn last(&self) -> usize {
        self.page * ON_A_PAGE + self.rows.len()
    }
}

/// The mirrors of a page, before filters.
fn rows<'a>(view: &View<'a>, scope: &Scope, nearest: &[(MirrorId, Option<u32>)]) -> Vec<MirrorRow<'a>> {
    let snapshot = view.snapshot;
    let near: BTreeMap<MirrorId, (usize, Option<u32>)> =
        nearest.iter().zip(1..).map(|((mirror, km), rank)| (*mirror, (rank, *km))).collect();
    let (tree, is_meant): (&Tree, &dyn Fn(&MirrorEntry) -> bool) = match scope {
        Scope::Public(tree) => (tree, &|entry| entry.mirror.is_public()),
        Scope::Everything(Audience::Public) => (&Tree::Main, &|entry| !entry.mirror.private),
        Scope::Everything(Audience::Administrator) => (&Tree::Main, &|_| true),
    };
    let row = |(id, entry): (MirrorId, &'a MirrorEntry)| {
        let urls = entry.urls(tree).filter(|_| is_meant(entry))?;
        let health = entry.health.as_deref().filter(|_| !entry.mirror.private);
        Some(MirrorRow {
            entry,
            status: Status::from_entry(entry, tree, &snapshot.catalog, snapshot.created),
            lag: health.and_then(|health| lag(health, tree)),
            near: near.get(&id).copied(),
            urls: urls.iter().collect(),
        })
    };
    snapshot.entries().filter_map(row).collect()
}

/// The lag of a tree at the last check.
fn lag(health: &MirrorHealth, tree: &Tree) -> Option<Duration> {
    let freshness = &health.trees.get(tree)?.freshness;
    let claimed = freshness.claimed.filter(|_| freshness.fault.is_none())?;
    Some(Duration::try_from(health.checked?.duration_since(claimed)).unwrap_or_default())
}

fn wanted<'a>(wish: &'a Wish, countries: &'a Countries) -> impl Fn(&MirrorRow<'_>) -> bool + 'a {
    let words: Vec<String> =
        wish.search.iter().flat_map(|search| search.split_whitespace()).map(folded).collect();
    move |row| {
        let country = row.entry.place.country;
        wish.country.is_none_or(|wanted| country == Some(wanted))
            && wish.continent.is_none_or(|wanted| country.map(CountryCode::continent) == Some(wanted))
            && wish.protocol.is_none_or(|wanted| row.urls.iter().any(|url| url.protocol() == wanted))
            && wish.status.is_none_or(|wanted| row.status == wanted)
            && (!wish.ipv6 || row.ipv6() == Some(true))
            && (words.is_empty() || {
                let text = row.searched(countries);
                words.iter().all(|word| text.contains(word))
            })
    }
}

fn sort(rows: &mut [MirrorRow<'_>], wish: &Wish, countries: &Countries) {
    // Rows come by name, and sorting keeps that among equals.
    match wish.sort {
        Sort::Name => {}
        Sort::Sponsor => rows.sort_by_cached_key(|row| folded(&row.entry.mirror.sponsor.name)),
        Sort::Place => rows.sort_by_cached_key(|row| {
            let country = row.entry.place.country.and_then(|country| countries.0.get(&country));
            (country.is_none(), country.map(|names| &names.folded), folded(row.city().unwrap_or_default()))
        }),
        Sort::Status => rows.sort_by_key(|row| (row.status, row.lag)),
        Sort::Lag => rows.sort_by_key(|row| (row.lag.is_none(), row.lag)),
    }
    if wish.backwards {
        rows.reverse();
    }
}

/// The countries of all mirrors, with what they are called in the language of the page.
struct Countries(BTreeMap<CountryCode, CountryName>);

struct CountryName {
    name: String,
    folded: String,
}

impl Countries {
    fn new(rows: &[MirrorRow<'_>], texts: &Texts) -> Self {
        let countries: BTreeSet<CountryCode> =
            rows.iter().filter_map(|row| row.entry.place.country).collect();
        let named = |country: CountryCode| {
            let name = country_name(texts, country);
            (country, CountryName { folded: folded(&name), name })
        };
        Self(countries.into_iter().map(named).collect())
    }
}

impl Summary {
    fn new(rows: &[MirrorRow<'_>], countries: &Countries) -> Self {
        let good = rows.iter().filter(|row| row.status == Status::Good);
        let mut lags: Vec<Duration> = good.clone().filter_map(|row| row.lag).collect();
        lags.sort_unstable();
        Self {
            total: rows.len(),
            good: good.count(),
            countries: countries.0.len(),
            lag: lags.get(lags.len() / 2).copied(),
            checked: rows.iter().filter_map(|row| row.entry.health.as_ref()?.checked).max(),
        }
    }
}

impl Options {
    fn new(rows: &[MirrorRow<'_>], countries: &Countries, texts: &Texts) -> Self {
        let continents: BTreeSet<Continent> = countries.0.keys().map(|country| country.continent()).collect();
        let statuses: BTreeSet<Status> = rows.iter().map(|row| row.status).collect();
        let in_order = |mut options: Vec<(String, String)>| {
            options.sort_by_cached_key(|(_, name)| folded(name));
            options
        };
        let country =
            |(country, names): (&CountryCode, &CountryName)| (country.to_string(), names.name.clone());
        let continent = |one: Continent| (continent_word(one), continent_name(texts, one));
        Self {
            countries: in_order(countries.0.iter().map(country).collect()),
            continents: in_order(continents.into_iter().map(continent).collect()),
            statuses: statuses.into_iter().collect(),
        }
    }
}

impl<'a> MirrorRow<'a> {
    pub(super) fn name(&self) -> &'a str {
        self.entry.mirror.name.as_str()
    }

    /// How far it is from the visitor, where both places are known and it is among the nearest.
    pub(super) fn km(&self) -> Option<u32> {
        self.near?.1
    }

    /// The sponsor's page, where that is one.
    pub(super) fn sponsor_page(&self) -> Option<String> {
        web_address(&self.entry.mirror.sponsor.url)
    }

    pub(super) fn city(&self) -> Option<&'a str> {
        self.entry.mirror.geolocation.city.as_deref()
    }

    /// Its URLs, in one order for all.
    pub(super) fn links(&self) -> impl Iterator<Item = (&'static str, &'a str)> {
        let of = |protocol: Protocol| self.urls.iter().find(move |url| url.protocol() == protocol);
        Wish::PROTOCOLS.into_iter().filter_map(of).map(|url| (url.protocol().scheme(), url.as_str()))
    }

    /// Whether it serves over IPv6; if that is unchecked, whether it has such an address. `None` if both are unknown.
    pub(super) fn ipv6(&self) -> Option<bool> {
        let addresses = &self.entry.place.addresses;
        let health = self.entry.health.as_ref().and_then(|health| health.main());
        let tried = health.and_then(|health| {
            let tried =
                [Protocol::Http, Protocol::Https].map(|protocol| health.works_over(Family::V6, protocol));
            tried.into_iter().flatten().reduce(|one, other| one || other)
        });
        tried.or_else(|| (!addresses.is_empty()).then(|| addresses.iter().any(std::net::IpAddr::is_ipv6)))
    }

    /// Why it is not better, in the words of the checks.
    pub(super) fn reason(&self) -> Option<&'a str> {
        let judged = self.entry.judged.as_ref().filter(|judged| judged.verdict != Verdict::Ok)?;
        judged.reason.as_deref()
    }

    fn mark(&self) -> Option<Marked<'a>> {
        let at = self.entry.coordinates()?;
        Some(Marked { at, status: self.status, is_near: self.near.is_some(), name: self.name() })
    }

    /// The text that a search compares.
    fn searched(&self, countries: &Countries) -> String {
        let mirror = &self.entry.mirror;
        let country = self.entry.place.country.and_then(|country| countries.0.get(&country));
        let (city, state) =
            (self.city().unwrap_or_default(), mirror.geolocation.state.as_deref().unwrap_or_default());
        let mut text = folded(&[mirror.name.as_str(), &mirror.sponsor.name, city, state].join(" "));
        if let Some(country) = country {
            text.push(' ');
            text.push_str(&country.folded);
        }
        text
    }
}
