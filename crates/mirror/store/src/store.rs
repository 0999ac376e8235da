use std::path::{Path, PathBuf};

use jiff::Timestamp;
use maneki_mirror_health::changes;
use sqlx::Connection;
use sqlx::sqlite::SqliteConnection;

use crate::delta::Delta;
use crate::error::StoreError;
use crate::ids::Ids;
use crate::names::Names;
use crate::read::Reader;
use crate::record::Record;
use crate::remembered::Remembered;
use crate::restore::restore;
use crate::{open, retention, write};

/// The only writer of the database.
///
/// It keeps the last record in memory, so that a round with few changes writes few rows. After an error, or after a
/// record that the caller abandoned, it treats nothing as written.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    /// `None` after an error: the next record opens the file again.
    connection: Option<SqliteConnection>,
    /// `None` if the content of the database is unknown.
    ids: Option<Ids>,
    /// The last record; `None` before the first read or write.
    last: Option<Remembered>,
    /// When old records were last deleted.
    tidied: Option<Timestamp>,
    reader: Reader,
}

impl Store {
    /// Opens the database, or creates it with its folder. A file that cannot be used is an error, and is not changed.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            path: path.into(),
            connection: Some(open::writer(path).await?),
            ids: None,
            last: None,
            tidied: None,
            reader: Reader::new(path)?,
        })
    }

    /// A reader that works while this store writes.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// Reads the last record. A row that is not readable is skipped, with a line in the log.
    pub async fn restore(&mut self) -> Result<Remembered, StoreError> {
        let mut connection = self.connect().await?;
        let read = async {
            let mut transaction = connection.begin().await?;
            let names = Names::read(&mut transaction).await?;
            let remembered = restore(&mut transaction, &names).await?;
            transaction.rollback().await?;
            Ok((Ids::from_names(&names), remembered))
        };
        let (ids, remembered) =
            read.await.map_err(|error: sqlx::Error| StoreError::new(&self.path, error))?;
        self.connection = Some(connection);
        self.ids = Some(ids);
        self.last = Some(remembered.clone());
        Ok(remembered)
    }

    /// Writes the difference from the last record, all of it or nothing, and returns the number of rows. Once an hour
    /// it deletes old records.
    pub async fn record(&mut self, record: Record<'_>) -> Result<u64, StoreError> {
        if self.last.is_none() {
            self.restore().await?;
        }
        // Both are put back when everything is written, and not before.
        let mut connection = self.connect().await?;
        let ids = self.ids.take();
        let nothing = Remembered::default();
        let last = self.last.as_ref().unwrap_or(&nothing);
        let tidy = self.tidied.is_none_or(|tidied| {
            let passed = record.at.duration_since(tidied);
            passed.is_negative() || passed >= retention::EVERY
        });
        let written = write(&mut connection, last, ids, record, tidy).await;
        let (rows, ids) = written.map_err(|error| StoreError::new(&self.path, error))?;
        self.connection = Some(connection);
        self.ids = Some(ids);
        self.last = Some(Remembered { reference: record.reference.clone(), table: record.table.clone() });
        if tidy {
            self.tidied = Some(record.at);
        }
        Ok(rows)
    }

    async fn connect(&mut self) -> Result<SqliteConnection, StoreError> {
        match self.connection.take() {
            Some(connection) => Ok(connection),
            None => open::writer(&self.path).await,
        }
    }
}

/// Writes one transaction: `kill -9` at any moment loses this one and nothing else.
async fn write(
    connection: &mut SqliteConnection,
    last: &Remembered,
    ids: Option<Ids>,
    record: Record<'_>,
    tidy: bool,
) -> Result<(u64, Ids), sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let nothing = Remembered::default();
    let (mut ids, written, mut rows) = if let Some(ids) = ids {
        (ids, last, 0)
    } else {
        let rows = write::forget(&mut transaction).await?;
        (Ids::from_names(&Names::read(&mut transaction).await?), &nothing, rows)
    };
    let delta = Delta::new(written, record.table, record.reference);
    rows += write::state(&mut transaction, &delta, &mut ids).await?;
    let changes = changes(&last.table, record.table, record.at);
    rows += write::changes(&mut transaction, &changes, &mut ids).await?;
    rows += write::lags(&mut transaction, &record, &mut ids).await?;
    rows += write::publications(&mut transaction, &last.reference, &record, &mut ids).await?;
    rows += write::names(&mut transaction, &mut ids).await?;
    if tidy {
        retention::keep(&mut transaction, record.at).await?;
        ids = Ids::from_names(&Names::read(&mut transaction).await?);
    }
    transaction.commit().await?;
    Ok((rows, ids))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use maneki_mirror_health::{HealthTable, MirrorHealth, Reference};
    use maneki_mirror_model::MirrorName;

    use super::*;
    use crate::error::Cause;

    #[tokio::test]
    async fn a_record_that_met_a_full_disk_is_written_by_the_next_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mirror.db");
        let mut store = Store::open(&path).await.unwrap();
        let health = |checked| {
            let checked = Some(Timestamp::from_second(checked).unwrap());
            Arc::new(MirrorHealth { checked, ..MirrorHealth::default() })
        };
        let name = |number: i64| MirrorName::parse(&format!("mirror{number}.example.org")).unwrap();
        let table: HealthTable = (0..5000).map(|number| (name(number), health(number))).collect();
        let (reference, verdicts) = (Reference::default(), BTreeMap::new());
        let record =
            Record { at: Timestamp::UNIX_EPOCH, table: &table, reference: &reference, verdicts: &verdicts };
        // A disk with room for the tables and a little more.
        let full = "PRAGMA max_page_count = 30";
        sqlx::query(full).execute(store.connection.as_mut().unwrap()).await.unwrap();
        let error = store.record(record).await.unwrap_err();
        assert!(matches!(error.cause, Cause::Full), "{error}");
        assert!(store.reader().restore().await.unwrap().table.is_empty());
        // The error closed the connection, and with it the limit.
        assert_eq!(store.record(record).await.unwrap(), 10_000);
        assert_eq!(store.reader().restore().await.unwrap().table, table);
    }

    #[tokio::test]
    async fn an_abandoned_record_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("mirror.db")).await.unwrap();
        let name = MirrorName::parse("mirror.example.org").unwrap();
        let (reference, verdicts) = (Reference::default(), BTreeMap::new());
        for failed_rounds in 0..20_u32 {
            let health = MirrorHealth { failed_rounds, ..MirrorHealth::default() };
            let table = HealthTable::from([(name.clone(), Arc::new(health))]);
            let record = Record {
                at: Timestamp::UNIX_EPOCH,
                table: &table,
                reference: &reference,
                verdicts: &verdicts,
            };
            // Abandoned after this many steps, somewhere in the middle.
            let mut left = Box::pin(store.record(record));
            for _ in 0..failed_rounds {
                let step =
                    std::future::poll_fn(|context| std::task::Poll::Ready(left.as_mut().poll(context)));
                if step.await.is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
            drop(left);
            store.record(record).await.unwrap();
            assert_eq!(store.reader().restore().await.unwrap().table, table);
        }
    }
}
