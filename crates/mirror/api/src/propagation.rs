//! How publications reached the mirrors.

use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_health::{Propagation, Publication};
use maneki_mirror_model::MirrorName;
use serde::Serialize;
use utoipa::ToSchema;

use crate::mirror::module;

/// The default number of publications in an answer.
pub const LIMIT: usize = 20;

/// The maximum number of publications in an answer.
pub const MOST: usize = 100;

/// The number of mirrors that are named in each list.
const NAMED: usize = 10;

/// The maximum number of points of a curve.
const POINTS: usize = 100;

/// The last publications.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Propagation)]
pub struct Document {
    /// Whether the service keeps a history.
    pub known: bool,
    /// The publications, the latest first. Publications that are not known to have reached any mirror are left out.
    pub publications: Vec<PublicationObject>,
}

/// A publication, and how it reached the mirrors. Times are exact to one round of checks.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = Publication)]
pub struct PublicationObject {
    /// The module; `null` for the distribution itself.
    pub module: Option<String>,
    /// The version, as in the path.
    pub version: String,
    /// The name of the repository.
    pub repository: String,
    /// The architecture.
    pub arch: String,
    /// The SHA-256 of its repomd.xml.
    pub sha256: String,
    /// The revision in it.
    pub revision: Option<u64>,
    /// When it was first seen on the reference tree.
    pub since: Timestamp,
    /// When it was replaced; `null` if it still is published.
    pub ended: Option<Timestamp>,
    /// The number of mirrors that count: those of today that gave a readable answer in that time.
    pub mirrors: usize,
    /// The number of them that had it before it was replaced, or have it now.
    pub arrived: usize,
    /// After how many seconds half of the mirrors had it; `null` if they never had.
    pub p50_seconds: Option<u64>,
    /// After how many seconds nine in ten mirrors had it; `null` if they never had.
    pub p90_seconds: Option<u64>,
    /// The share of mirrors that had it over time.
    pub curve: Vec<Point>,
    /// The first mirrors that had it.
    pub quickest: Vec<Arrival>,
    /// The last mirrors that had it, the slowest first.
    pub slowest: Vec<Arrival>,
    /// Mirrors that do not have it, by name; at most ten.
    pub missing: Vec<String>,
}

/// A point of a curve.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Point {
    /// The time since the publication, in seconds.
    pub seconds: u64,
    /// The share of the mirrors that had it, from 0 to 1.
    pub share: f64,
}

/// When a mirror first had a publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Arrival {
    /// The name of the mirror.
    pub mirror: String,
    /// The time since the publication, in seconds.
    pub seconds: u64,
}

impl PublicationObject {
    /// The object for a publication.
    pub fn new(publication: &Publication, propagation: &Propagation) -> Self {
        let holding = &publication.holding;
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
            sha256: publication.repomd.digest.to_string(),
            revision: publication.repomd.revision,
            since: publication.since,
            ended: publication.ended,
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

/// The curve with at most as many points as a picture shows. The last point is always among them.
fn curve(propagation: &Propagation) -> Vec<Point> {
    let points: Vec<(Duration, f64)> = propagation.curve().collect();
    let every = points.len().div_ceil(POINTS).max(1);
    let shown = points.iter().rev().step_by(every);
    let mut curve: Vec<Point> =
        shown.map(|(after, share)| Point { seconds: after.as_secs(), share: *share }).collect();
    curve.reverse();
    curve
}
