//! `/mirrors/<name>`: everything about one mirror.
//!
//! `problems` is what is wrong, by cause, with a command that shows it again; `grid` the state of each version, repository
//! and architecture; `state_history` draws the last weeks; `changes` lists what changed.

mod changes;
mod grid;
mod problems;
mod state_history;

use std::time::Duration;

use askama::Template;
use ipnet::IpNet;
use jiff::SignedDuration;
use maneki_ground_site::Texts;
use maneki_mirror_api::diagnostics::DiagnosticObject;
use maneki_mirror_health::{Change, Lag, State, Uptime};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::{CloudRegions, Subnets, Tree};
use maneki_mirror_snapshot::{MirrorEntry, Networks};

use crate::names::country_name;
use crate::status::Status;
use crate::text::web_address;
use crate::view::{View, mirror_path};
use changes::{Run, runs};
use grid::Grid;
use problems::{Problem, problems};
use state_history::{LagChart, StateHistory};

/// The subject of a mirror's page.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The mirror in the snapshot.
    pub entry: &'a MirrorEntry,
    /// The networks that its file refers to by URL.
    pub networks: &'a Networks,
    /// The findings in its file, with paths relative to the registry.
    pub findings: &'a [DiagnosticObject],
    /// Its past, if the service keeps one.
    pub past: Option<Past<'a>>,
}

/// The past of a mirror.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// Its lag in the last 90 days, in order.
    pub lags: &'a [Lag],
    /// Its changes, the newest first.
    pub changes: &'a [Change],
}

#[derive(Template)]
#[template(path = "mirror.html", whitespace = "minimize")]
struct MirrorPage<'a> {
    view: &'a View<'a>,
    t: &'a Texts,
    about: About<'a>,
    entry: &'a MirrorEntry,
    status: Status,
    grids: Vec<Grid<'a>>,
    problems: Vec<Problem<'a>>,
    chart: Option<LagChart>,
    history: Option<StateHistory>,
}

/// The page of a mirror.
pub fn mirror(view: &View<'_>, about: About<'_>) -> String {
    let (entry, t) = (about.entry, view.texts());
    let lags = about.past.map_or(&[][..], |past| past.lags);
    let allowed = view.snapshot.catalog.allowed_outdate;
    let page = MirrorPage {
        view,
        t,
        about,
        entry,
        status: Status::from_entry(entry, &Tree::Main, &view.snapshot.catalog, view.snapshot.created),
        grids: Grid::all(entry),
        problems: problems(entry, view.snapshot, t),
        chart: LagChart::new(lags, allowed, t),
        history: StateHistory::new(lags, t),
    };
    let feed = page.path() + ".atom";
    view.page(&view.title(entry.mirror.name.as_str()), Some(&feed), &page)
}

/// Networks on the page at most; a list that was fetched may have thousands.
const MAX_NETWORKS: usize = 50;

/// The states that a mirror had on a day, which the legend explains.
const DAY_STATES: [Status; 4] = [Status::Good, Status::Partial, Status::Expired, Status::Unavailable];

impl<'a> MirrorPage<'a> {
    fn sponsor_page(&self) -> Option<String> {
        web_address(&self.entry.mirror.sponsor.url)
    }

    fn place(&self) -> String {
        let declared = &self.entry.mirror.geolocation;
        let country = self.entry.place.country.map(|country| country_name(self.t, country));
        let parts =
            declared.city.as_deref().into_iter().chain(declared.state.as_deref()).chain(country.as_deref());
        let mut told: Vec<&str> = Vec::new();
        for part in parts {
            if !told.contains(&part) {
                told.push(part);
            }
        }
        if told.is_empty() { "–".to_owned() } else { told.join(", ") }
    }

    fn urls(&self) -> Vec<&'a BaseUrl> {
        self.entry.mirror.urls.iter().collect()
    }

    /// The modules that it carries, with their URLs.
    fn modules(&self) -> Vec<(&'a str, Vec<&'a BaseUrl>)> {
        let modules = self.entry.mirror.modules.iter();
        modules.map(|(module, urls)| (module.as_str(), urls.iter().collect())).collect()
    }

    /// The networks that it serves first: those that the page names, and how many there are.
    fn networks(&self) -> (&'a [IpNet], usize) {
        let networks = match &self.entry.mirror.subnets {
            Subnets::Listed(listed) => listed,
            Subnets::Remote(url) => self.about.networks.subnets.get(url).map_or(&[][..], Vec::as_slice),
        };
        (&networks[..networks.len().min(MAX_NETWORKS)], networks.len())
    }

    fn systems(&self) -> String {
        let asns: Vec<String> = self.entry.mirror.asns.iter().map(ToString::to_string).collect();
        asns.join(", ")
    }

    fn cloud(&self) -> Option<String> {
        let cloud = self.entry.mirror.cloud.as_ref()?;
        let regions = match &cloud.regions {
            CloudRegions::All => self.t.get("on-net-all-regions").to_string(),
            CloudRegions::Listed(listed) => listed.join(", "),
        };
        Some(format!("{}: {regions}", cloud.provider))
    }

    fn lag(&self) -> Option<String> {
        let health = self.entry.health.as_ref().filter(|_| !self.entry.mirror.private)?;
        Some(self.t.duration(&health.lag()?))
    }

    /// The share of the last 90 days in which it was served, in percent with one decimal.
    fn uptime(&self) -> Option<String> {
        let share = Uptime::from_lags(self.about.past?.lags).served()?;
        // 99.96 % is not all of the time.
        let tenths = (share * 1000.0).floor() / 10.0;
        Some(self.t.number(&format!("{tenths:.1}")))
    }

    /// How often it is synchronised.
    fn update_frequency(&self) -> String {
        let text = &*self.entry.mirror.update_frequency;
        let parsed =
            text.parse::<SignedDuration>().ok().and_then(|duration| Duration::try_from(duration).ok());
        parsed.map_or_else(|| text.to_owned(), |duration| self.t.duration(&duration))
    }

    fn changes(&self) -> Vec<Run> {
        runs(self.about.past.map_or(&[][..], |past| past.changes), self.view)
    }

    /// The path of the page, without a language.
    fn path(&self) -> String {
        mirror_path(self.entry.mirror.name.as_str())
    }

    fn badge_path(&self) -> String {
        self.path() + "/badge.svg"
    }

    /// The address of a page or a file of this mirror, for other sites.
    fn address(&self, file: &str) -> String {
        let base = self.view.branding().url.as_deref().unwrap_or_default();
        format!("{base}{}{file}", self.path())
    }

    fn badge(&self) -> String {
        format!("[![{}]({})]({})", self.entry.mirror.name, self.address("/badge.svg"), self.address(""))
    }
}
