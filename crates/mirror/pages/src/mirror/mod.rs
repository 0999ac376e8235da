//! `/mirrors/<name>`: everything about one mirror.
//!
//! `grid` is what it has of each version, repository and architecture; `trouble` what is the matter, and a command that
//! shows it again; `course` how it did lately, drawn.

mod course;
mod grid;
mod trouble;

use askama::Template;
use ipnet::IpNet;
use maneki_mirror_api::diagnostics::DiagnosticObject;
use maneki_mirror_health::{Change, Lag, Uptime};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::{CloudRegions, Subnets, Tree};
use maneki_mirror_snapshot::{MirrorEntry, Networks};

use crate::names::country_name;
use crate::state;
use crate::status::Status;
use crate::text::web_address;
use crate::view::{View, mirror_path};
use course::{LagChart, Strip};
use grid::Grid;
use maneki_ground_site::{Texts, minute};
use trouble::Trouble;

/// What a page tells of a mirror.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The mirror, in the snapshot.
    pub entry: &'a MirrorEntry,
    /// The networks that do not stand in its file.
    pub networks: &'a Networks,
    /// What is to be said of its file.
    pub remarks: &'a [DiagnosticObject],
    /// Its past, where one is kept.
    pub past: Option<Past<'a>>,
}

/// What is known of a mirror's past.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// How far it lagged behind in the last 90 days, in order.
    pub lags: &'a [Lag],
    /// What changed, the newest first.
    pub changes: &'a [Change],
}

#[derive(Template)]
#[template(path = "mirror.html", whitespace = "minimize")]
struct Page<'a> {
    view: &'a View<'a>,
    t: &'a Texts,
    about: About<'a>,
    entry: &'a MirrorEntry,
    status: Status,
    grids: Vec<Grid<'a>>,
    troubles: Vec<Trouble<'a>>,
    chart: Option<LagChart>,
    strip: Option<Strip>,
}

/// The page of a mirror.
pub fn mirror(view: &View<'_>, about: About<'_>) -> String {
    let (entry, t) = (about.entry, view.texts());
    let lags = about.past.map_or(&[][..], |past| past.lags);
    let allowed = view.snapshot.catalog.allowed_outdate;
    let page = Page {
        view,
        t,
        about,
        entry,
        status: Status::of(entry, &Tree::Main, &view.snapshot.catalog, view.snapshot.created),
        grids: Grid::of(entry),
        troubles: Trouble::of(entry, view.snapshot, t),
        chart: LagChart::of(lags, allowed, t),
        strip: Strip::of(lags, t),
    };
    let feed = page.path() + ".atom";
    view.page(&view.title(entry.mirror.name.as_str()), Some(&feed), &page)
}

/// So many networks are named; a list that was fetched may have thousands.
const NETWORKS: usize = 50;

impl<'a> Page<'a> {
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

    /// The networks that it serves before others: as many as are named, and how many there are.
    fn networks(&self) -> (&'a [IpNet], usize) {
        let networks = match &self.entry.mirror.subnets {
            Subnets::Listed(listed) => listed,
            Subnets::Remote(url) => self.about.networks.subnets.get(url).map_or(&[][..], Vec::as_slice),
        };
        (&networks[..networks.len().min(NETWORKS)], networks.len())
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

    /// Which share of the last 90 days clients were sent there, in percent with one digit behind the point.
    fn uptime(&self) -> Option<String> {
        let share = Uptime::from_lags(self.about.past?.lags).served()?;
        // 99.96 % is not all of the time.
        let tenths = (share * 1000.0).floor() / 10.0;
        Some(self.t.number(&format!("{tenths:.1}")))
    }

    /// What changed lately: when, what, why.
    fn changes(&self) -> Vec<(String, String, String, Option<&'a str>)> {
        let changes = self.about.past.map_or(&[][..], |past| past.changes);
        let told = |change: &'a Change| {
            let at = minute(change.at);
            (change.at.to_string(), at, state::change(change, self.t), change.reason.as_deref())
        };
        changes.iter().map(told).collect()
    }

    /// Where the page is, whatever the language.
    fn path(&self) -> String {
        mirror_path(self.entry.mirror.name.as_str())
    }

    fn badge_path(&self) -> String {
        self.path() + "/badge.svg"
    }

    /// Where a page or a file of this mirror is, for pages of others.
    fn address(&self, file: &str) -> String {
        let base = self.view.branding().url.as_deref().unwrap_or_default();
        format!("{base}{}{file}", self.path())
    }

    fn badge(&self) -> String {
        format!("[![{}]({})]({})", self.entry.mirror.name, self.address("/badge.svg"), self.address(""))
    }
}
