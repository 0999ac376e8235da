//! How publications reached the mirrors.

use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_health::{Propagation, Publication};
use maneki_mirror_model::MirrorName;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mirror::module;

/// Publications in an answer, if nobody says how many.
pub const LIMIT: usize = 20;

/// Publications in an answer at most.
pub const MOST: usize = 100;

/// Mirrors that are named at each end.
const NAMED: usize = 10;

/// Points of a curve at most.
const POINTS: usize = 100;

/// The last publications.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Propagation)]
pub struct Document {
    /// Whether anything is kept of the past here.
    pub known: bool,
    /// What was published, the newest first. Publications of which it is known of no mirror when it had them are not
    /// among them.
    pub publications: Vec<PublicationObject>,
}

/// Something that the reference tree published, and how it reached the mirrors: exact to a round of checks.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Publication)]
pub struct PublicationObject {
    /// The module; `null`: the distribution itself.
    pub module: Option<String>,
    /// The version, as it stands in the path.
    pub version: String,
    /// What clients call the repository.
    pub repository: String,
    /// The architecture.
    pub arch: String,
    /// The SHA-256 of its repomd.xml.
    pub sha256: String,
    /// The revision in it.
    pub revision: Option<u64>,
    /// Since when it was known.
    pub since: Timestamp,
    /// When something else took its place; `null`: it is published now.
    pub ended: Option<Timestamp>,
    /// How many mirrors count: today's that gave a readable answer in that time.
    pub mirrors: usize,
    /// How many of them had it before it was over, or have it by now.
    pub arrived: usize,
    /// After how many seconds half of the mirrors had it; `null`: they did not.
    pub p50_seconds: Option<u64>,
    /// After how many seconds nine in ten had it; `null`: they did not.
    pub p90_seconds: Option<u64>,
    /// Which share of the mirrors had it after how long.
    pub curve: Vec<Point>,
    /// The first that had it.
    pub quickest: Vec<Arrival>,
    /// The last that had it, the slowest first.
    pub slowest: Vec<Arrival>,
    /// Mirrors that do not have it, by name; not more than ten.
    pub missing: Vec<String>,
}

/// A point of a curve.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Point {
    /// How long after it was known.
    pub seconds: u64,
    /// The share of the mirrors that had it, from 0 to 1.
    pub share: f64,
}

/// When a mirror had it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Arrival {
    /// Which.
    pub mirror: String,
    /// How long after it was known.
    pub seconds: u64,
}

impl PublicationObject {
    /// What there is to say of a publication.
    pub fn new(issue: &Publication, propagation: &Propagation) -> Self {
        let holding = &issue.holding;
        let arrival = |(mirror, took): &(MirrorName, Duration)| Arrival {
            mirror: mirror.to_string(),
            seconds: took.as_secs(),
        };
        let percentile = |percent| propagation.percentile(percent).map(|took| took.as_secs());
        Self {
            module: module(&holding.tree),
            version: holding.version.to_string(),
            repository: holding.repository.to_string(),
            arch: holding.arch.to_string(),
            sha256: issue.repomd.digest.to_string(),
            revision: issue.repomd.revision,
            since: issue.since,
            ended: issue.ended,
            mirrors: propagation.mirrors(),
            arrived: propagation.arrived.len(),
            p50_seconds: percentile(50),
            p90_seconds: percentile(90),
            curve: curve(propagation),
            quickest: propagation.arrived.iter().take(NAMED).map(arrival).collect(),
            slowest: propagation.arrived.iter().rev().take(NAMED).map(arrival).collect(),
            missing: propagation.missing.iter().take(NAMED).map(ToString::to_string).collect(),
        }
    }
}

/// The curve by not more points than a picture shows; the last one is always there.
fn curve(propagation: &Propagation) -> Vec<Point> {
    let points: Vec<(Duration, f64)> = propagation.curve().collect();
    let every = points.len().div_ceil(POINTS).max(1);
    let shown = points.iter().rev().step_by(every);
    let mut curve: Vec<Point> =
        shown.map(|(after, share)| Point { seconds: after.as_secs(), share: *share }).collect();
    curve.reverse();
    curve
}
