//! The recorded state, read as a whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_health::{
    MirrorHealth, Published, Reference, ReferenceRepository, RepositoryHealth, Route, RouteHealth, TreeHealth,
};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

use crate::isos;
use crate::leave_out::LeftOut;
use crate::names::Names;
use crate::remembered::{Mirrors, PAGE, Remembered};
use crate::words::{self, BadRow};

/// Reads health and publications. It takes several statements, so the caller wraps it in a transaction.
pub(crate) async fn restore(
    connection: &mut SqliteConnection,
    names: &Names,
) -> Result<Remembered, sqlx::Error> {
    let mut mirrors = mirrors(connection, names).await?;
    trees(connection, names, &mut mirrors).await?;
    repositories(connection, names, &mut mirrors).await?;
    isos::read(connection, names, &mut mirrors).await?;
    let table = mirrors.into_iter().map(|(name, health)| (name, Arc::new(health))).collect();
    Ok(Remembered { reference: reference(connection, names).await?, table })
}

async fn mirrors(connection: &mut SqliteConnection, names: &Names) -> Result<Mirrors, sqlx::Error> {
    let mut left_out = LeftOut::new("mirror_state");
    let rows =
        sqlx::query("SELECT mirror, checked, failed_rounds FROM mirror_state").fetch_all(connection).await?;
    let mirror = |row: &SqliteRow| {
        let rounds: i64 = row.try_get("failed_rounds")?;
        let health = MirrorHealth {
            checked: words::read_optional_time(row, "checked")?,
            failed_rounds: u32::try_from(rounds)
                .map_err(|_| BadRow::Number { column: "failed_rounds", number: rounds })?,
            trees: BTreeMap::new(),
        };
        Ok((names.mirror(row)?.clone(), health))
    };
    Ok(rows.iter().filter_map(|row| left_out.unless(mirror(row))).collect())
}

async fn trees(
    connection: &mut SqliteConnection,
    names: &Names,
    mirrors: &mut Mirrors,
) -> Result<(), sqlx::Error> {
    let mut left_out = LeftOut::new("tree_state");
    let rows = sqlx::query("SELECT mirror, tree, full_look, freshness, ways FROM tree_state")
        .fetch_all(connection)
        .await?;
    for row in &rows {
        let tree = || {
            let routes: Vec<(Route, RouteHealth)> = words::read_json(row, "ways")?;
            let health = TreeHealth {
                full_look: words::read_optional_time(row, "full_look")?,
                freshness: words::read_json(row, "freshness")?,
                routes: routes.into_iter().collect(),
                repositories: BTreeMap::new(),
                isos: BTreeMap::new(),
            };
            Ok((names.mirror(row)?, words::read_tree(row)?, health))
        };
        let Some((mirror, tree, health)) = left_out.unless(tree()) else { continue };
        if let Some(mirror) = mirrors.get_mut(mirror) {
            mirror.trees.insert(tree, health);
        }
    }
    Ok(())
}

async fn repositories(
    connection: &mut SqliteConnection,
    names: &Names,
    mirrors: &mut Mirrors,
) -> Result<(), sqlx::Error> {
    const REPOSITORIES: &str = "SELECT mirror, holding, state, since, seen, etag, modified, trouble \
                                FROM repository_state WHERE (mirror, holding) > ($1, $2) \
                                ORDER BY mirror, holding LIMIT $3";
    let mut left_out = LeftOut::new("repository_state");
    let mut last = (i64::MIN, i64::MIN);
    loop {
        let page = sqlx::query(REPOSITORIES).bind(last.0).bind(last.1).bind(PAGE);
        let rows = page.fetch_all(&mut *connection).await?;
        for row in &rows {
            let Some(mirror) = left_out.unless(names.mirror(row)) else { continue };
            let Some(holding) = left_out.unless(names.holding(row)) else { continue };
            let Some(condition) = left_out.unless(condition(row, names)) else { continue };
            if let Some(mirror) = mirrors.get_mut(mirror) {
                let tree = mirror.trees.entry(holding.tree.clone()).or_default();
                tree.repositories.insert(Arc::clone(holding), Arc::new(condition));
            }
        }
        match rows.last() {
            Some(row) => last = (row.try_get("mirror")?, row.try_get("holding")?),
            None => return Ok(()),
        }
    }
}

fn condition(row: &SqliteRow, names: &Names) -> Result<RepositoryHealth, BadRow> {
    Ok(RepositoryHealth {
        state: words::read_state(row, "state")?,
        since: words::read_optional_time(row, "since")?,
        repomd: names.seen(row)?.cloned(),
        validator: words::read_validator(row)?,
        defects: words::read_optional_json(row, "trouble")?,
    })
}

async fn reference(connection: &mut SqliteConnection, names: &Names) -> Result<Reference, sqlx::Error> {
    let mut left_out = LeftOut::new("reference_state");
    let isos = isos::read_published(connection, names).await?;
    let rows = sqlx::query("SELECT holding, seen, sha512, since, witness, former FROM reference_state")
        .fetch_all(connection)
        .await?;
    let published = |row: &SqliteRow| {
        let published = match names.seen(row)? {
            None => Published::Absent,
            Some(seen) => Published::Here(ReferenceRepository {
                // The first request after a restart is unconditional.
                validator: None,
                repomd: Arc::clone(seen),
                sha512: words::read_sha512(row)?,
                since: words::read_time(row, "since")?,
                witness: words::read_optional_json(row, "witness")?,
                former: words::read_json(row, "former")?,
            }),
        };
        Ok((Arc::clone(names.holding(row)?), published))
    };
    Ok(Reference::restore(rows.iter().filter_map(|row| left_out.unless(published(row))), isos))
}
