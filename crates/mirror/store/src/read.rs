//! What others may know of the past.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_health::{Change, ChangeKind, Lag, Publication, Route, StateHistories};
use maneki_mirror_model::{MirrorName, Protocol};
use maneki_mirror_registry::Holding;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqlitePool};

use crate::error::{Cause, StoreError};
use crate::leave_out::LeftOut;
use crate::names::{self, Names};
use crate::open;
use crate::restore::{Remembered, restore};
use crate::retention;
use crate::state_histories;
use crate::words::{self, BadRow};
use crate::write;

/// Reads what is recorded, and writes nothing; also beside a running service. Clones share connections.
#[derive(Debug, Clone)]
pub struct Reader {
    path: PathBuf,
    pool: SqlitePool,
}

/// A change, and its place in the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Later ones have greater numbers.
    pub number: i64,
    /// What changed.
    pub change: Change,
}

impl Reader {
    /// Opens what a service has recorded; `None`: there is no file.
    pub async fn open(path: &Path) -> Result<Option<Self>, StoreError> {
        match path.try_exists() {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(_) => return Err(StoreError::new(path, Cause::NotOpened)),
        }
        let reader = Self::new(path)?;
        let judged = async {
            let mut connection = reader.pool.acquire().await?;
            match open::judge(&mut connection).await? {
                Some(open::SCHEMA) => Ok(true),
                // Made a moment ago, and nothing is in it yet.
                None => Ok(false),
                Some(found) => Err(Cause::Older { found, known: open::SCHEMA }),
            }
        };
        let usable = judged.await.map_err(|cause| StoreError::new(path, cause))?;
        Ok(usable.then_some(reader))
    }

    pub(crate) fn new(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { path: path.into(), pool: open::readers(path)? })
    }

    /// What the service believes, and what is published, as of its last record.
    pub async fn restore(&self) -> Result<Remembered, StoreError> {
        let read = async {
            let mut transaction = self.pool.begin().await?;
            let names = Names::read(&mut transaction).await?;
            restore(&mut transaction, &names).await
        };
        read.await.map_err(|error| StoreError::new(&self.path, error))
    }

    /// What changed on a mirror, the newest first: at most `limit` changes, and only those before the one
    /// with the number `before`, if that is given.
    pub async fn history(
        &self,
        mirror: &MirrorName,
        limit: u32,
        before: Option<i64>,
    ) -> Result<Vec<Entry>, StoreError> {
        const HISTORY: &str = "SELECT change.id AS id, name, at, tree, kind, before, after, protocol, family, \
            holdings, reason, url FROM change JOIN mirror ON mirror.id = change.mirror \
            WHERE mirror.name = $1 AND change.id < $2 ORDER BY change.id DESC LIMIT $3";
        let read = async {
            let mut transaction = self.pool.begin().await?;
            let known = names::holdings(&mut transaction).await?;
            let query = sqlx::query(HISTORY).bind(mirror.as_str()).bind(before.unwrap_or(i64::MAX));
            let rows = query.bind(i64::from(limit)).fetch_all(&mut *transaction).await?;
            let mut left_out = LeftOut::new("change");
            Ok(rows.iter().filter_map(|row| left_out.unless(entry(row, &known))).collect())
        };
        read.await.map_err(|error: sqlx::Error| StoreError::new(&self.path, error))
    }

    /// What changed on any mirror, the newest first: at most `limit` changes.
    pub async fn news(&self, limit: u32) -> Result<Vec<Entry>, StoreError> {
        const NEWS: &str = "SELECT change.id AS id, name, at, tree, kind, before, after, protocol, family, \
            holdings, reason, url FROM change JOIN mirror ON mirror.id = change.mirror \
            ORDER BY change.id DESC LIMIT $1";
        let read = async {
            let mut transaction = self.pool.begin().await?;
            let known = names::holdings(&mut transaction).await?;
            let rows = sqlx::query(NEWS).bind(i64::from(limit)).fetch_all(&mut *transaction).await?;
            let mut left_out = LeftOut::new("change");
            Ok(rows.iter().filter_map(|row| left_out.unless(entry(row, &known))).collect())
        };
        read.await.map_err(|error: sqlx::Error| StoreError::new(&self.path, error))
    }

    /// How some repositories went from state to state on all mirrors since a time. At most so many turns are
    /// read: where there are more, the histories begin later.
    pub async fn state_histories(
        &self,
        wanted: impl Fn(&Holding) -> bool,
        since: Timestamp,
        most: usize,
    ) -> Result<StateHistories, StoreError> {
        let read =
            async { state_histories::read(&mut *self.pool.acquire().await?, wanted, since, most).await };
        read.await.map_err(|error| StoreError::new(&self.path, error))
    }

    /// How far a mirror lagged behind since a time, in order. `now` says how long ago that is: what is old is
    /// kept for longer spans.
    pub async fn lags(
        &self,
        mirror: &MirrorName,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Lag>, StoreError> {
        const LAGS: &str = "SELECT quarter, lag, verdict FROM lag JOIN mirror ON mirror.id = lag.mirror \
                            WHERE mirror.name = $1 AND quarter >= $2 ORDER BY quarter";
        let query = sqlx::query(LAGS).bind(mirror.as_str()).bind(write::quarter(since));
        let rows = query.fetch_all(&self.pool).await.map_err(|error| StoreError::new(&self.path, error))?;
        let mut left_out = LeftOut::new("lag");
        let lags = rows.iter().filter_map(|row| left_out.unless(lag(row, now)));
        let mut lags: Vec<Lag> = lags.collect();
        // What is old enough to be thinned out, and was not yet, lasts until the next.
        for place in 1..lags.len() {
            let next = Duration::try_from(lags[place].at.duration_since(lags[place - 1].at));
            lags[place - 1].span = next.unwrap_or_default().min(lags[place - 1].span);
        }
        Ok(lags)
    }

    /// What the reference trees published that was not over at a time, repository by repository, in order.
    pub async fn publications(&self, since: Timestamp) -> Result<Vec<Publication>, StoreError> {
        const PUBLICATIONS: &str = "SELECT holding, since, ended, digest, size, revision, timestamp, witness \
                                    FROM publication WHERE ended IS NULL OR ended >= $1 \
                                    ORDER BY holding, since";
        let read = async {
            let mut transaction = self.pool.begin().await?;
            let known = names::holdings(&mut transaction).await?;
            let query = sqlx::query(PUBLICATIONS).bind(words::time(since));
            let rows = query.fetch_all(&mut *transaction).await?;
            let mut left_out = LeftOut::new("publication");
            Ok(rows.iter().filter_map(|row| left_out.unless(issue(row, &known))).collect())
        };
        read.await.map_err(|error: sqlx::Error| StoreError::new(&self.path, error))
    }
}

fn entry(row: &SqliteRow, known: &BTreeMap<i64, Option<Arc<Holding>>>) -> Result<Entry, BadRow> {
    let text = |column| row.try_get::<Option<&str>, _>(column);
    let works = || match row.try_get("after")? {
        "works" => Ok(true),
        "fails" => Ok(false),
        other => Err(words::bad_value("after", other)),
    };
    let kind = match row.try_get("kind")? {
        "repositories" => {
            let ranges = words::read_ranges(row.try_get("holdings")?)?;
            let usable = ranges.into_iter().filter(|range| !range.is_empty());
            let holdings = usable.flat_map(|range| known.range(range)).filter_map(|(_, known)| known.clone());
            ChangeKind::Repositories {
                from: words::read_state(row, "before")?,
                to: words::read_state(row, "after")?,
                holdings: holdings.collect(),
            }
        }
        "time" => ChangeKind::Time { works: works()? },
        "way" => {
            let protocol: &str = row.try_get("protocol")?;
            let protocol =
                Protocol::from_scheme(protocol).ok_or_else(|| words::bad_value("protocol", protocol))?;
            ChangeKind::Route { route: Route { protocol, family: words::read_family(row)? }, works: works()? }
        }
        other => return Err(words::bad_value("kind", other)),
    };
    let change = Change {
        at: words::read_time(row, "at")?,
        mirror: names::mirror(row)?,
        tree: words::read_tree(row)?,
        kind,
        reason: text("reason")?.map(Into::into),
        url: text("url")?.map(Into::into),
    };
    Ok(Entry { number: row.try_get("id")?, change })
}

fn lag(row: &SqliteRow, now: Timestamp) -> Result<Lag, BadRow> {
    let number: i64 = row.try_get("quarter")?;
    let lag: Option<i64> = row.try_get("lag")?;
    Ok(Lag {
        at: write::begin(number).ok_or(BadRow::Number { column: "quarter", number })?,
        span: retention::span(number, now),
        lag: lag.map(|seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or_default())),
        verdict: words::read_verdict(row)?,
    })
}

fn issue(row: &SqliteRow, known: &BTreeMap<i64, Option<Arc<Holding>>>) -> Result<Publication, BadRow> {
    let holding: i64 = row.try_get("holding")?;
    Ok(Publication {
        holding: known.get(&holding).cloned().flatten().ok_or(BadRow::Dangling { column: "holding" })?,
        repomd: words::read_seen(row)?,
        witness: words::read_optional_json(row, "witness")?,
        since: words::read_time(row, "since")?,
        ended: words::read_optional_time(row, "ended")?,
    })
}
