//! Reading the records.

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
use crate::quarter::{begin, quarter};
use crate::remembered::Remembered;
use crate::restore::restore;
use crate::retention;
use crate::state_histories;
use crate::words::{self, BadRow};

/// Reads records, also while a service writes. Clones share connections.
#[derive(Debug, Clone)]
pub struct Reader {
    path: PathBuf,
    pool: SqlitePool,
}

/// A change with its number in the history.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Later changes have greater numbers.
    pub number: i64,
    /// The change.
    pub change: Change,
}

impl Reader {
    /// Opens the database of a service; `None` if there is no file.
    pub async fn open(path: &Path) -> Result<Option<Self>, StoreError> {
        match path.try_exists() {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(_) => return Err(StoreError::new(path, Cause::NotOpened)),
        }
        let reader = Self::new(path)?;
        let checked = async {
            let mut connection = reader.pool.acquire().await?;
            match open::check(&mut connection).await? {
                Some(open::SCHEMA) => Ok(true),
                // A service created it a moment ago, and has not written to it.
                None => Ok(false),
                Some(found) => Err(Cause::Older { found, known: open::SCHEMA }),
            }
        };
        let usable = checked.await.map_err(|cause| StoreError::new(path, cause))?;
        Ok(usable.then_some(reader))
    }

    pub(crate) fn new(path: &Path) -> Result<Self, StoreError> {
        Ok(Self { path: path.into(), pool: open::readers(path)? })
    }

    /// Health and publications, as of the last record.
    pub async fn restore(&self) -> Result<Remembered, StoreError> {
        let read = async {
            let mut transaction = self.pool.begin().await?;
            let names = Names::read(&mut transaction).await?;
            restore(&mut transaction, &names).await
        };
        read.await.map_err(|error| StoreError::new(&self.path, error))
    }

    /// The changes of a mirror, newest first: at most `limit`, and only those with a number below `before`, if that is
    /// given.
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

    /// The changes of all mirrors, newest first: at most `limit`.
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

    /// The states of some repositories on all mirrors since a time. At most `most` changes of state are read: if there
    /// are more, the histories begin later.
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

    /// The lags of a mirror since a time, in order. `now` decides how long the span of each is: old lags are kept for
    /// longer spans.
    pub async fn lags(
        &self,
        mirror: &MirrorName,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Lag>, StoreError> {
        const LAGS: &str = "SELECT quarter, lag, verdict FROM lag JOIN mirror ON mirror.id = lag.mirror \
                            WHERE mirror.name = $1 AND quarter >= $2 ORDER BY quarter";
        let query = sqlx::query(LAGS).bind(mirror.as_str()).bind(quarter(since));
        let rows = query.fetch_all(&self.pool).await.map_err(|error| StoreError::new(&self.path, error))?;
        let mut left_out = LeftOut::new("lag");
        let lags = rows.iter().filter_map(|row| left_out.unless(lag(row, now)));
        let mut lags: Vec<Lag> = lags.collect();
        // A lag that is due to be thinned out lasts only until the next one.
        for place in 1..lags.len() {
            let next = Duration::try_from(lags[place].at.duration_since(lags[place - 1].at));
            lags[place - 1].span = next.unwrap_or_default().min(lags[place - 1].span);
        }
        Ok(lags)
    }

    /// The publications that had not ended at a time, by repository and in order.
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
        at: begin(number).ok_or(BadRow::Number { column: "quarter", number })?,
        span: retention::span(number, now),
        lag: lag.map(|seconds| Duration::from_secs(u64::try_from(seconds).unwrap_or(0))),
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
