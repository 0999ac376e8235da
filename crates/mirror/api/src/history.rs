//! The history of a mirror: what changed, and its lag.

use jiff::Timestamp;
use maneki_mirror_health::{Change, ChangeKind, Lag, Uptime, Verdict};
use maneki_mirror_registry::Holding;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mirror::module;
use crate::words;

/// The default number of changes on a page.
pub const LIMIT: usize = 50;

/// The maximum number of changes on a page.
pub const MOST: usize = 200;

/// The changes of a mirror.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct History {
    /// The name of the mirror.
    pub mirror: String,
    /// Whether the service keeps a history.
    pub known: bool,
    /// The changes, the latest first. They are kept for 90 days, and at most 1000 for each mirror.
    pub changes: Vec<ChangeObject>,
    /// The `before` of the next page, with earlier changes; `null` on the last page.
    pub next: Option<i64>,
}

/// A change. The first check of anything is a change too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeObject {
    /// Its number. Later changes have greater numbers.
    pub number: i64,
    /// When it was found.
    pub at: Timestamp,
    /// The module; `null` for the distribution itself.
    pub module: Option<String>,
    /// What changed: the state of repositories, whether `TIME` is readable, or whether a route works.
    #[schema(schema_with = kinds)]
    pub kind: &'static str,
    /// The state of the repositories before.
    #[schema(value_type = Option<String>)]
    pub from: Option<&'static str>,
    /// The state of the repositories after.
    #[schema(value_type = Option<String>)]
    pub to: Option<&'static str>,
    /// The repositories.
    pub repositories: Vec<HoldingObject>,
    /// The protocol of a route.
    #[schema(value_type = Option<String>)]
    pub protocol: Option<&'static str>,
    /// The address family of a route.
    pub family: Option<String>,
    /// Whether `TIME` or the route works now.
    pub works: Option<bool>,
    /// Why the new state is not a good one. Of several repositories, the reason of the first.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub url: Option<String>,
}

/// A repository of a version for an architecture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Holding)]
pub struct HoldingObject {
    /// The version, as in the path.
    pub version: String,
    /// The name of the repository.
    pub repository: String,
    /// The architecture.
    pub arch: String,
}

/// The lag and the uptime of a mirror.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Lags {
    /// The name of the mirror.
    pub mirror: String,
    /// Whether the service keeps a history.
    pub known: bool,
    /// The share of each verdict in the last 90 days.
    pub uptime: UptimeObject,
    /// Its lags in the last 30 days, in order: one for each quarter of an hour, and one for each hour after two days.
    pub lags: Vec<LagObject>,
}

/// The share of time with each verdict, from 0 to 1; `null` if no verdict is known.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Uptime)]
pub struct UptimeObject {
    /// The time for which a verdict is known, in seconds.
    pub known_seconds: u64,
    /// The mirror was served.
    pub ok: Option<f64>,
    /// The mirror was served for what it had.
    pub partial: Option<f64>,
    /// Its content was too old.
    pub expired: Option<f64>,
    /// Nothing on it could be read.
    pub unavailable: Option<f64>,
}

/// The lag and the verdict of a mirror during one span of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Lag)]
pub struct LagObject {
    /// The start of the span.
    pub at: Timestamp,
    /// The length of the span in seconds.
    pub span_seconds: u64,
    /// The worst lag in it by `TIME`, in seconds; `null` if it was not known.
    pub lag_seconds: Option<u64>,
    /// The worst verdict in it.
    #[schema(schema_with = words::verdicts)]
    pub verdict: &'static str,
}

fn kinds() -> utoipa::openapi::schema::Object {
    words::one_of(["repositories", "time", "route"])
}

impl From<&Holding> for HoldingObject {
    fn from(holding: &Holding) -> Self {
        Self {
            version: holding.version.to_string(),
            repository: holding.repository.to_string(),
            arch: holding.arch.to_string(),
        }
    }
}

impl ChangeObject {
    /// A change with its number.
    pub fn new(number: i64, change: &Change) -> Self {
        let mut object = Self {
            number,
            at: change.at,
            module: module(&change.tree),
            kind: "repositories",
            from: None,
            to: None,
            repositories: Vec::new(),
            protocol: None,
            family: None,
            works: None,
            reason: change.reason.as_deref().map(str::to_owned),
            url: change.url.as_deref().map(str::to_owned),
        };
        match &change.kind {
            ChangeKind::Repositories { from, to, holdings } => {
                (object.from, object.to) = (Some(from.word()), Some(to.word()));
                object.repositories = holdings.iter().map(|holding| (&**holding).into()).collect();
            }
            ChangeKind::Time { works } => (object.kind, object.works) = ("time", Some(*works)),
            ChangeKind::Route { route, works } => {
                (object.kind, object.works) = ("route", Some(*works));
                object.protocol = Some(route.protocol.scheme());
                object.family = route.family.map(|family| family.to_string());
            }
        }
        object
    }
}

impl From<&Uptime> for UptimeObject {
    fn from(uptime: &Uptime) -> Self {
        Self {
            known_seconds: uptime.known().as_secs(),
            ok: uptime.share(Verdict::Ok),
            partial: uptime.share(Verdict::Partial),
            expired: uptime.share(Verdict::Expired),
            unavailable: uptime.share(Verdict::Unavailable),
        }
    }
}

impl From<&Lag> for LagObject {
    fn from(lag: &Lag) -> Self {
        Self {
            at: lag.at,
            span_seconds: lag.span.as_secs(),
            lag_seconds: lag.lag.map(|lag| lag.as_secs()),
            verdict: lag.verdict.word(),
        }
    }
}
