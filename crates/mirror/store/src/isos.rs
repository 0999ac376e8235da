//! Sets of images as rows: the sets that the reference trees publish, and which mirrors have them.

use std::sync::Arc;

use maneki_mirror_health::{IsoHealth, IsoSet};
use maneki_mirror_registry::IsoFolder;
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::batch::{delete, insert};
use crate::delta::Delta;
use crate::ids::Ids;
use crate::leave_out::LeftOut;
use crate::names::Names;
use crate::remembered::{Mirrors, PAGE};
use crate::words::{self, BadRow};

/// Deletes sets that are no longer published, and states that are no longer checked.
pub(crate) async fn gone(
    connection: &mut SqliteConnection,
    delta: &Delta<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const STATES: &str = "DELETE FROM iso_state WHERE (mirror, folder) IN";
    const PUBLISHED: &str = "DELETE FROM iso_reference WHERE folder IN";
    let states = delete(connection, STATES, &delta.gone_isos, |key, (mirror, folder)| {
        key.push_bind(ids.mirrors.number(mirror)).push_bind(ids.iso_folders.number(folder));
    });
    let gone = states.await?;
    let published = delete(connection, PUBLISHED, &delta.gone_published_isos, |key, folder| {
        key.push_bind(ids.iso_folders.number(folder));
    });
    Ok(gone + published.await?)
}

/// Writes the published sets, and which mirrors have them.
pub(crate) async fn write(
    connection: &mut SqliteConnection,
    delta: &Delta<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const PUBLISHED: &str = "INSERT INTO iso_reference (folder, iso_set)";
    const NEW_PUBLISHED: &str = "ON CONFLICT (folder) DO UPDATE SET iso_set = excluded.iso_set";
    const STATES: &str = "INSERT INTO iso_state (mirror, folder, iso_set, since, checked, fault, url)";
    const NEW_STATES: &str = "ON CONFLICT (mirror, folder) DO UPDATE SET iso_set = excluded.iso_set, \
                              since = excluded.since, checked = excluded.checked, fault = excluded.fault, \
                              url = excluded.url";
    let published = &delta.published_isos;
    let published = insert(connection, PUBLISHED, published, NEW_PUBLISHED, |row, (folder, set)| {
        row.push_bind(ids.iso_folders.number(folder)).push_bind(ids.iso_sets.number(set));
    });
    let written = published.await?;
    let states = insert(connection, STATES, &delta.isos, NEW_STATES, |row, (mirror, folder, condition)| {
        row.push_bind(ids.mirrors.number(mirror))
            .push_bind(ids.iso_folders.number(folder))
            .push_bind(ids.iso_sets.number(&condition.set))
            .push_bind(words::time(condition.since))
            .push_bind(words::time(condition.checked))
            .push_bind(condition.fault.as_ref().map(words::json))
            .push_bind(condition.url.as_deref().map(str::to_owned));
    });
    Ok(written + states.await?)
}

/// Writes the folders and sets that are new in this record.
pub(crate) async fn names(connection: &mut SqliteConnection, ids: &mut Ids) -> Result<u64, sqlx::Error> {
    const FOLDERS: &str = "INSERT INTO iso_folder (id, tree, version, arch, path)";
    const SETS: &str = "INSERT INTO iso_set (id, files)";
    let (folders, sets) = (ids.iso_folders.take_new(), ids.iso_sets.take_new());
    let folders = insert(connection, FOLDERS, &folders, "", |row, (id, folder)| {
        row.push_bind(*id)
            .push_bind(words::tree(&folder.tree))
            .push_bind(folder.version.to_string())
            .push_bind(folder.arch.to_string())
            .push_bind(folder.path.to_string());
    });
    let written = folders.await?;
    let sets = insert(connection, SETS, &sets, "", |row, (id, set)| {
        row.push_bind(*id).push_bind(words::json(&&set[..]));
    });
    Ok(written + sets.await?)
}

/// Adds the state of its sets to each mirror.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    names: &Names,
    mirrors: &mut Mirrors,
) -> Result<(), sqlx::Error> {
    const STATES: &str = "SELECT mirror, folder, iso_set, since, checked, fault, url FROM iso_state \
                          WHERE (mirror, folder) > ($1, $2) ORDER BY mirror, folder LIMIT $3";
    let mut left_out = LeftOut::new("iso_state");
    let mut last = (i64::MIN, i64::MIN);
    loop {
        let page = sqlx::query(STATES).bind(last.0).bind(last.1).bind(PAGE);
        let rows = page.fetch_all(&mut *connection).await?;
        for row in &rows {
            let state = || Ok((names.mirror(row)?, names.iso_folder(row)?, condition(row, names)?));
            let Some((mirror, folder, condition)) = left_out.unless(state()) else { continue };
            if let Some(mirror) = mirrors.get_mut(mirror) {
                let tree = mirror.trees.entry(folder.tree.clone()).or_default();
                tree.isos.insert(Arc::clone(folder), condition);
            }
        }
        match rows.last() {
            Some(row) => last = (row.try_get("mirror")?, row.try_get("folder")?),
            None => return Ok(()),
        }
    }
}

fn condition(row: &SqliteRow, names: &Names) -> Result<IsoHealth, BadRow> {
    Ok(IsoHealth {
        set: Arc::clone(names.iso_set(row)?),
        fault: words::read_optional_json(row, "fault")?,
        url: row.try_get::<Option<&str>, _>("url")?.map(Into::into),
        since: words::read_time(row, "since")?,
        checked: words::read_time(row, "checked")?,
    })
}

/// Reads the published sets.
pub(crate) async fn read_published(
    connection: &mut SqliteConnection,
    names: &Names,
) -> Result<Vec<(Arc<IsoFolder>, IsoSet)>, sqlx::Error> {
    let mut left_out = LeftOut::new("iso_reference");
    let rows = sqlx::query("SELECT folder, iso_set FROM iso_reference").fetch_all(connection).await?;
    let set = |row: &SqliteRow| Ok((Arc::clone(names.iso_folder(row)?), Arc::clone(names.iso_set(row)?)));
    Ok(rows.iter().filter_map(|row| left_out.unless(set(row))).collect())
}
