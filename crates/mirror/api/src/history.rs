//! What changed on a mirror, and how far it lagged behind.

use jiff::Timestamp;
use maneki_mirror_health::{Change, ChangeKind, Lag, Uptime, Verdict};
use maneki_mirror_registry::Holding;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mirror::module;
use crate::words;

/// Changes on a page, if nobody says how many.
pub const LIMIT: usize = 50;

/// Changes on a page at most.
pub const MOST: usize = 200;

/// What changed on a mirror.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct History {
    /// Which mirror.
    pub mirror: String,
    /// Whether anything is kept of the past here.
    pub known: bool,
    /// What changed, the newest first. They are kept for 90 days, and at most 1000 of a mirror.
    pub changes: Vec<ChangeObject>,
    /// Give this as `before` for older ones; `null`: there are none.
    pub next: Option<i64>,
}

/// Something that changed. A first look is a change, too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Change)]
pub struct ChangeObject {
    /// Its place in the history: later ones have greater numbers.
    pub number: i64,
    /// When it was found out.
    pub at: Timestamp,
    /// Of which module; `null`: of the distribution itself.
    pub module: Option<String>,
    /// What changed: the state of repositories, whether `TIME` can be read, or whether a way leads to the mirror.
    #[schema(schema_with = kinds)]
    pub kind: &'static str,
    /// What the repositories were.
    #[schema(value_type = Option<String>)]
    pub from: Option<&'static str>,
    /// What the repositories are.
    #[schema(value_type = Option<String>)]
    pub to: Option<&'static str>,
    /// Which repositories.
    pub repositories: Vec<HoldingObject>,
    /// The protocol of a way.
    #[schema(value_type = Option<String>)]
    pub protocol: Option<&'static str>,
    /// The address family of a way.
    pub family: Option<String>,
    /// Whether `TIME` or the way works now.
    pub works: Option<bool>,
    /// Why it is not better; of several repositories, the reason of the first.
    pub reason: Option<String>,
    /// The URL that the reason is about.
    pub url: Option<String>,
}

/// A repository of a version for an architecture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Holding)]
pub struct HoldingObject {
    /// The version, as it stands in the path.
    pub version: String,
    /// What clients call the repository.
    pub repository: String,
    /// The architecture.
    pub arch: String,
}

/// How far a mirror lagged behind, and what it was.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Lags {
    /// Which mirror.
    pub mirror: String,
    /// Whether anything is kept of the past here.
    pub known: bool,
    /// What it was in the last 90 days.
    pub uptime: UptimeObject,
    /// Its lags in the last 30 days, in order: one in a quarter of an hour, after two days one in an hour.
    pub lags: Vec<LagObject>,
}

/// Which share of the time that is known a mirror was what, from 0 to 1; `null` where nothing is known.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Uptime)]
pub struct UptimeObject {
    /// For how long anything is known.
    pub known_seconds: u64,
    /// Handed out.
    pub ok: Option<f64>,
    /// Handed out for what it had.
    pub partial: Option<f64>,
    /// Too old.
    pub expired: Option<f64>,
    /// Nothing there that could be read.
    pub unavailable: Option<f64>,
}

/// How far a mirror lagged behind at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Lag)]
pub struct LagObject {
    /// The begin of the time.
    pub at: Timestamp,
    /// How long it lasted.
    pub span_seconds: u64,
    /// The worst lag of that time by `TIME`; `null`: it was not known.
    pub lag_seconds: Option<u64>,
    /// The worst verdict of that time.
    #[schema(schema_with = words::verdicts)]
    pub verdict: &'static str,
}

fn kinds() -> utoipa::openapi::schema::Object {
    words::one_of(["repositories", "time", "way"])
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
    /// A change with its place in the history.
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
                (object.kind, object.works) = ("way", Some(*works));
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
