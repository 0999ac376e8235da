//! The names in the database, each held once in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_health::{IsoSet, RepomdFacts};
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{Holding, IsoFolder};
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Row, SqlSafeStr};

use crate::leave_out::LeftOut;
use crate::words::{self, BadRow};

/// The name of each number; `None` if its row is not readable.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) mirrors: BTreeMap<i64, Option<MirrorName>>,
    pub(crate) holdings: BTreeMap<i64, Option<Arc<Holding>>>,
    pub(crate) seen: BTreeMap<i64, Option<Arc<RepomdFacts>>>,
    pub(crate) iso_folders: BTreeMap<i64, Option<Arc<IsoFolder>>>,
    pub(crate) iso_sets: BTreeMap<i64, Option<IsoSet>>,
}

impl Names {
    pub(crate) async fn read(connection: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        const SEEN: &str = "SELECT id, digest, size, revision, timestamp FROM seen";
        const FOLDERS: &str = "SELECT id, tree, version, arch, path FROM iso_folder";
        const SETS: &str = "SELECT id, files FROM iso_set";
        let seen = |row: &SqliteRow| words::read_seen(row).map(Arc::new);
        let folder = |row: &SqliteRow| words::read_iso_folder(row).map(Arc::new);
        Ok(Self {
            seen: read(connection, "seen", SEEN, seen).await?,
            iso_folders: read(connection, "iso_folder", FOLDERS, folder).await?,
            iso_sets: read(connection, "iso_set", SETS, words::read_iso_set).await?,
            ..Self::read_history(connection).await?
        })
    }

    /// The names in the history, without those of repomd.xml files and images.
    pub(crate) async fn read_history(connection: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        Ok(Self {
            mirrors: read(connection, "mirror", "SELECT id, name FROM mirror", mirror).await?,
            holdings: holdings(connection).await?,
            seen: BTreeMap::new(),
            iso_folders: BTreeMap::new(),
            iso_sets: BTreeMap::new(),
        })
    }

    pub(crate) fn mirror(&self, row: &SqliteRow) -> Result<&MirrorName, BadRow> {
        named(&self.mirrors, row.try_get("mirror")?, "mirror")
    }

    pub(crate) fn holding(&self, row: &SqliteRow) -> Result<&Arc<Holding>, BadRow> {
        named(&self.holdings, row.try_get("holding")?, "holding")
    }

    pub(crate) fn seen(&self, row: &SqliteRow) -> Result<Option<&Arc<RepomdFacts>>, BadRow> {
        let id: Option<i64> = row.try_get("seen")?;
        id.map(|id| named(&self.seen, id, "seen")).transpose()
    }

    pub(crate) fn iso_folder(&self, row: &SqliteRow) -> Result<&Arc<IsoFolder>, BadRow> {
        named(&self.iso_folders, row.try_get("folder")?, "folder")
    }

    pub(crate) fn iso_set(&self, row: &SqliteRow) -> Result<&IsoSet, BadRow> {
        named(&self.iso_sets, row.try_get("iso_set")?, "iso_set")
    }
}

/// Every repository in the state or the history.
pub(crate) async fn holdings(
    connection: &mut SqliteConnection,
) -> Result<BTreeMap<i64, Option<Arc<Holding>>>, sqlx::Error> {
    const HOLDINGS: &str = "SELECT id, tree, version, repository, arch, path FROM holding";
    read(connection, "holding", HOLDINGS, |row| words::read_holding(row).map(Arc::new)).await
}

/// The name in the column `name`.
pub(crate) fn mirror(row: &SqliteRow) -> Result<MirrorName, BadRow> {
    let name: &str = row.try_get("name")?;
    MirrorName::parse(name).map_err(|_| words::bad_value("name", name))
}

fn named<'a, T>(names: &'a BTreeMap<i64, Option<T>>, id: i64, column: &'static str) -> Result<&'a T, BadRow> {
    names.get(&id).and_then(Option::as_ref).ok_or(BadRow::Dangling { column })
}

async fn read<T>(
    connection: &mut SqliteConnection,
    table: &'static str,
    sql: impl SqlSafeStr,
    name: impl Fn(&SqliteRow) -> Result<T, BadRow>,
) -> Result<BTreeMap<i64, Option<T>>, sqlx::Error> {
    let mut left_out = LeftOut::new(table);
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    rows.iter().map(|row| Ok((row.try_get("id")?, left_out.unless(name(row))))).collect()
}
