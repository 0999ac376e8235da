//! Creating and opening the database, and migrating it to the schema of this program.

#![expect(clippy::disallowed_methods, reason = "reads and writes files")]

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::pool::PoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteSynchronous};
use sqlx::{ConnectOptions, SqlSafeStr, SqlitePool};

use crate::error::{Cause, StoreError};

/// Every migration, in order. A released migration is never changed.
const MIGRATIONS: [(i64, &str, &str); 3] = [
    (1, "health and history", include_str!("../migrations/0001_health_and_history.sql")),
    (2, "sha512", include_str!("../migrations/0002_sha512.sql")),
    (3, "images", include_str!("../migrations/0003_images.sql")),
];

/// How long the service waits for another writer. It writes a round in less time.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a reader waits.
const READER_PATIENCE: Duration = Duration::from_secs(1);

/// The size that the write-ahead log shrinks to after a large round, in bytes.
const LOG_KEPT: u32 = 4 << 20;

/// The schema of this program.
pub(crate) const SCHEMA: i64 = MIGRATIONS[MIGRATIONS.len() - 1].0;

fn options(path: &Path) -> Result<SqliteConnectOptions, StoreError> {
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return Err(StoreError::new(path, Cause::NoFile));
    }
    // Some relative names, such as `:memory:`, have a special meaning in SQLite.
    let absolute = std::path::absolute(path).map_err(|error| StoreError::new(path, Cause::NotMade(error)))?;
    Ok(SqliteConnectOptions::new().filename(absolute).disable_statement_logging())
}

/// Opens the database for writing, and creates it if it is missing.
pub(crate) async fn writer(path: &Path) -> Result<SqliteConnection, StoreError> {
    create(path).map_err(|error| StoreError::new(path, Cause::NotMade(error)))?;
    let options = options(path)?
        .busy_timeout(PATIENCE)
        .synchronous(SqliteSynchronous::Normal)
        .pragma("journal_size_limit", LOG_KEPT.to_string());
    let opened = async {
        let mut connection = options.connect().await?;
        check(&mut connection).await?;
        // After the check, because the database of another program must not be changed, not even in its journal mode.
        sqlx::query("PRAGMA journal_mode = WAL").execute(&mut connection).await?;
        migrator().run(&mut connection).await?;
        Ok(connection)
    };
    opened.await.map_err(|cause: Cause| StoreError::new(path, cause))
}

/// Creates the file and its folder, readable only by the service: it holds the names of private mirrors.
fn create(path: &Path) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Opens the database for reading while the service writes. Connections are opened when they are needed.
pub(crate) fn readers(path: &Path) -> Result<SqlitePool, StoreError> {
    let options = options(path)?.busy_timeout(READER_PATIENCE).read_only(true);
    Ok(PoolOptions::new().max_connections(4).acquire_timeout(PATIENCE).connect_lazy_with(options))
}

/// Checks that a database belongs to this program, and returns its schema; `None` if it is empty.
pub(crate) async fn check(connection: &mut SqliteConnection) -> Result<Option<i64>, Cause> {
    const TABLES: &str = "SELECT count(*), count(CASE WHEN name = '_sqlx_migrations' THEN 1 END) \
                          FROM sqlite_master WHERE type = 'table'";
    let (tables, ours): (i64, i64) = sqlx::query_as(TABLES).fetch_one(&mut *connection).await?;
    if tables == 0 {
        return Ok(None);
    }
    if ours == 0 {
        return Err(Cause::Foreign);
    }
    let found: Option<i64> =
        sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(connection).await?;
    match found {
        Some(found) if found > SCHEMA => Err(Cause::Newer { found, known: SCHEMA }),
        found => Ok(found),
    }
}

fn migrator() -> Migrator {
    let migration = |(version, description, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, description.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(MIGRATIONS.map(migration).to_vec())
}

impl From<MigrateError> for Cause {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version)
            | MigrateError::VersionMismatch(version)
            | MigrateError::Dirty(version) => Self::Altered(version),
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Other(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use maneki_mirror_model::MirrorName;
    use sqlx::Connection;

    use super::*;
    use crate::Store;

    /// Rows of each schema, in the order of the migrations: a new migration brings its own.
    const SAMPLES: [&str; MIGRATIONS.len()] = [
        include_str!("../migrations/samples/0001.sql"),
        include_str!("../migrations/samples/0002.sql"),
        include_str!("../migrations/samples/0003.sql"),
    ];

    async fn count(connection: &mut SqliteConnection, table: &str) -> usize {
        let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let count: i64 = sqlx::query_scalar(sql).fetch_one(connection).await.unwrap();
        usize::try_from(count).unwrap()
    }

    #[tokio::test]
    async fn the_rows_of_every_schema_are_read_to_the_last_one() {
        for ((version, ..), sample) in MIGRATIONS.into_iter().zip(SAMPLES) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("mirror.db");
            let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
            let mut connection = options.connect().await.unwrap();
            migrator().run_to(version, &mut connection).await.unwrap();
            sqlx::raw_sql(sample).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();

            let mut store = Store::open(&path).await.unwrap();
            let remembered = store.restore().await.unwrap();
            let reader = store.reader();
            let connection = &mut options.connect().await.unwrap();
            let trees = || remembered.table.values().flat_map(|health| health.trees.values());
            assert_eq!(remembered.table.len(), count(connection, "mirror_state").await);
            assert_eq!(trees().count(), count(connection, "tree_state").await);
            let conditions = trees().map(|tree| tree.repositories.len()).sum::<usize>();
            assert_eq!(conditions, count(connection, "repository_state").await);
            assert_eq!(remembered.reference.iter().count(), count(connection, "reference_state").await);
            let here = remembered.reference.iter().filter_map(|(_, published)| published.here());
            // Schema 1 had only one digest.
            assert_eq!(here.filter(|one| one.sha512.is_some()).count(), usize::from(version > 1));
            let sets = remembered.reference.iso_sets();
            assert_eq!(sets.count(), count(connection, "iso_reference").await);
            let isos = trees().map(|tree| tree.isos.len()).sum::<usize>();
            assert_eq!(isos, count(connection, "iso_state").await);
            // Schema 2 had no images.
            assert_eq!(isos > 0, version > 2);
            let publications = reader.publications(Timestamp::MIN).await.unwrap();
            assert_eq!(publications.len(), count(connection, "publication").await);
            let (mut changes, mut lags) = (0, 0);
            let names: Vec<String> =
                sqlx::query_scalar("SELECT name FROM mirror").fetch_all(&mut *connection).await.unwrap();
            for name in names {
                let name = MirrorName::parse(&name).unwrap();
                changes += reader.history(&name, 1000, None).await.unwrap().len();
                lags += reader.lags(&name, Timestamp::MIN, Timestamp::MAX).await.unwrap().len();
            }
            assert_eq!(changes, count(connection, "change").await);
            assert_eq!(lags, count(connection, "lag").await);
        }
    }
}
