//! Records as rows.

use maneki_mirror_health::{Change, ChangeKind, Published, Reference, ReferenceRepository};
use sqlx::sqlite::SqliteConnection;

use crate::batch::{delete, insert};
use crate::delta::Delta;
use crate::ids::Ids;
use crate::isos;
use crate::quarter::quarter;
use crate::record::Record;
use crate::words;

/// Deletes the current state, because it is unknown which part of it was written.
pub(crate) async fn forget(connection: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let mirrors = sqlx::query("DELETE FROM mirror_state").execute(&mut *connection).await?;
    let published = sqlx::query("DELETE FROM reference_state").execute(&mut *connection).await?;
    let isos = sqlx::query("DELETE FROM iso_reference").execute(connection).await?;
    Ok(mirrors.rows_affected() + published.rows_affected() + isos.rows_affected())
}

/// Writes the current state.
pub(crate) async fn state(
    connection: &mut SqliteConnection,
    delta: &Delta<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    Ok(gone(connection, delta, ids).await?
        + mirrors(connection, delta, ids).await?
        + repositories(connection, delta, ids).await?
        + published(connection, delta, ids).await?
        + isos::write(connection, delta, ids).await?)
}

async fn gone(
    connection: &mut SqliteConnection,
    delta: &Delta<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const REPOSITORIES: &str = "DELETE FROM repository_state WHERE (mirror, holding) IN";
    const TREES: &str = "DELETE FROM tree_state WHERE (mirror, tree) IN";
    const MIRRORS: &str = "DELETE FROM mirror_state WHERE mirror IN";
    const PUBLISHED: &str = "DELETE FROM reference_state WHERE holding IN";
    let repositories =
        delete(connection, REPOSITORIES, &delta.gone_repositories, |key, (mirror, holding)| {
            key.push_bind(ids.mirrors.number(mirror)).push_bind(ids.holdings.number(holding));
        });
    let mut gone = repositories.await? + isos::gone(connection, delta, ids).await?;
    let trees = delete(connection, TREES, &delta.gone_trees, |key, (mirror, tree)| {
        key.push_bind(ids.mirrors.number(mirror)).push_bind(words::tree(tree));
    });
    gone += trees.await?;
    let mirrors = delete(connection, MIRRORS, &delta.gone_mirrors, |key, mirror| {
        key.push_bind(ids.mirrors.number(mirror));
    });
    gone += mirrors.await?;
    let published = delete(connection, PUBLISHED, &delta.gone_published, |key, holding| {
        key.push_bind(ids.holdings.number(holding));
    });
    Ok(gone + published.await?)
}

async fn mirrors(
    connection: &mut SqliteConnection,
    delta: &Delta<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const MIRRORS: &str = "INSERT INTO mirror_state (mirror, checked, failed_rounds)";
    const NEW_MIRRORS: &str = "ON CONFLICT (mirror) DO UPDATE \
                               SET checked = excluded.checked, failed_rounds = excluded.failed_rounds";
    const TREES: &str = "INSERT INTO tree_state (mirror, tree, full_look, freshness, ways)";
    const NEW_TREES: &str = "ON CONFLICT (mirror, tree) DO UPDATE SET full_look = excluded.full_look, \
                             freshness = excluded.freshness, ways = excluded.ways";
    let mirrors = insert(connection, MIRRORS, &delta.mirrors, NEW_MIRRORS, |row, (mirror, health)| {
        row.push_bind(ids.mirrors.number(mirror))
            .push_bind(health.checked.map(words::time))
            .push_bind(i64::from(health.failed_rounds));
    });
    let written = mirrors.await?;
    let trees = insert(connection, TREES, &delta.trees, NEW_TREES, |row, (mirror, tree, health)| {
        // A key in JSON is a text, and a route is more than that.
        let routes: Vec<_> = health.routes.iter().collect();
        row.push_bind(ids.mirrors.number(mirror))
            .push_bind(words::tree(tree))
            .push_bind(health.full_look.map(words::time))
            .push_bind(words::json(&health.freshness))
            .push_bind(words::json(&routes));
    });
    Ok(written + trees.await?)
}

async fn repositories(
    connection: &mut SqliteConnection,
    delta: &Delta<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const REPOSITORIES: &str =
        "INSERT INTO repository_state (mirror, holding, state, since, seen, etag, modified, trouble)";
    const NEW: &str = "ON CONFLICT (mirror, holding) DO UPDATE SET state = excluded.state, \
                       since = excluded.since, seen = excluded.seen, etag = excluded.etag, \
                       modified = excluded.modified, trouble = excluded.trouble";
    let rows = &delta.repositories;
    let written = insert(connection, REPOSITORIES, rows, NEW, |row, (mirror, holding, condition)| {
        let (etag, modified) = words::validator(condition.validator.as_ref());
        row.push_bind(ids.mirrors.number(mirror))
            .push_bind(ids.holdings.number(holding))
            .push_bind(condition.state.word())
            .push_bind(condition.since.map(words::time))
            .push_bind(condition.repomd.as_deref().map(|seen| ids.seen.number(seen)))
            .push_bind(etag.map(str::to_owned))
            .push_bind(modified.map(str::to_owned))
            .push_bind(condition.defects.as_deref().map(words::json));
    });
    written.await
}

async fn published(
    connection: &mut SqliteConnection,
    delta: &Delta<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const PUBLISHED: &str = "INSERT INTO reference_state (holding, seen, sha512, since, witness, former)";
    const NEW: &str = "ON CONFLICT (holding) DO UPDATE SET seen = excluded.seen, \
                       sha512 = excluded.sha512, since = excluded.since, witness = excluded.witness, \
                       former = excluded.former";
    let written = insert(connection, PUBLISHED, &delta.published, NEW, |row, (holding, published)| {
        let here = published.here();
        row.push_bind(ids.holdings.number(holding))
            .push_bind(here.map(|here| ids.seen.number(&here.repomd)))
            .push_bind(here.and_then(|here| here.sha512).map(|sha512| sha512.bytes().to_vec()))
            .push_bind(here.map(|here| words::time(here.since)))
            .push_bind(here.and_then(|here| here.witness.as_ref()).map(words::json))
            .push_bind(words::json(&here.map_or(&[][..], |here| &here.former)));
    });
    written.await
}

/// Writes changes to the history.
pub(crate) async fn changes(
    connection: &mut SqliteConnection,
    changes: &[Change],
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const CHANGES: &str = "INSERT INTO change \
                           (at, mirror, tree, kind, before, after, protocol, family, holdings, reason, url)";
    let works = |works| if works { "works" } else { "fails" };
    let written = insert(connection, CHANGES, changes, "", |row, change| {
        row.push_bind(words::time(change.at))
            .push_bind(ids.mirrors.number(&change.mirror))
            .push_bind(words::tree(&change.tree));
        let (kind, before, after, route, holdings) = match &change.kind {
            ChangeKind::Repositories { from, to, holdings } => {
                let holdings = holdings.iter().map(|holding| ids.holdings.number(holding)).collect();
                ("repositories", Some(from.word()), to.word(), None, Some(words::ranges(holdings)))
            }
            ChangeKind::Time { works: now } => ("time", None, works(*now), None, None),
            ChangeKind::Route { route, works: now } => ("way", None, works(*now), Some(route), None),
        };
        row.push_bind(kind)
            .push_bind(before)
            .push_bind(after)
            .push_bind(route.map(|route| route.protocol.scheme()))
            .push_bind(route.and_then(|route| route.family).map(words::family))
            .push_bind(holdings)
            .push_bind(change.reason.as_deref().map(str::to_owned))
            .push_bind(change.url.as_deref().map(str::to_owned));
    });
    written.await
}

/// Writes the lag of and the verdict on each mirror that is checked.
pub(crate) async fn lags(
    connection: &mut SqliteConnection,
    record: &Record<'_>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const LAGS: &str = "INSERT INTO lag (mirror, quarter, lag, verdict)";
    let quarter = quarter(record.at);
    let lags = record.table.iter().filter_map(|(mirror, health)| {
        let lag = health.lag().map(|lag| i64::try_from(lag.as_secs()).unwrap_or(i64::MAX));
        Some((mirror, lag, words::verdict(*record.verdicts.get(mirror)?)))
    });
    let lags: Vec<_> = lags.collect();
    let written = insert(connection, LAGS, &lags, WORST, |row, (mirror, lag, verdict)| {
        row.push_bind(ids.mirrors.number(mirror)).push_bind(quarter).push_bind(*lag).push_bind(*verdict);
    });
    written.await
}

/// Keeps the worst of two lags and verdicts for the same time; a known lag is worse than an unknown one. A row that
/// would stay the same is not written again.
pub(crate) const WORST: &str = "ON CONFLICT (mirror, quarter) DO UPDATE SET \
    lag = CASE WHEN lag.lag IS NULL OR excluded.lag > lag.lag THEN excluded.lag ELSE lag.lag END, \
    verdict = CASE WHEN excluded.verdict > lag.verdict THEN excluded.verdict ELSE lag.verdict END \
    WHERE excluded.verdict > lag.verdict OR excluded.lag > lag.lag \
    OR (lag.lag IS NULL AND excluded.lag IS NOT NULL)";

/// Writes when publications of the reference trees began and ended.
pub(crate) async fn publications<'a>(
    connection: &mut SqliteConnection,
    before: &'a Reference,
    record: &Record<'a>,
    ids: &mut Ids,
) -> Result<u64, sqlx::Error> {
    const ENDED: &str = "UPDATE publication SET ended = $1 WHERE holding = $2 AND ended IS NULL";
    const BEGUN: &str =
        "INSERT INTO publication (holding, since, digest, size, revision, timestamp, witness)";
    const AGAIN: &str = "ON CONFLICT (holding, since) DO UPDATE SET ended = NULL, digest = excluded.digest, \
                         size = excluded.size, revision = excluded.revision, \
                         timestamp = excluded.timestamp, witness = excluded.witness";
    let here = |published: Option<&'a Published>| published.and_then(Published::here);
    let known = before.iter().map(|(holding, _)| holding);
    let lost = known.filter(|holding| record.reference.get(holding).is_none());
    let present = record.reference.iter().map(|(holding, _)| holding);
    let (mut written, mut begun) = (0, Vec::new());
    for holding in present.chain(lost) {
        let (was, is) = (here(before.get(holding)), here(record.reference.get(holding)));
        let what = |one: &'a ReferenceRepository| (one.since, one.repomd.digest, &one.witness);
        if was.map(what) == is.map(what) {
            continue;
        }
        if let Some(was) = was {
            let newer = is.and_then(|is| is.former.iter().find(|former| former.digest == was.repomd.digest));
            let ended = newer.map_or(record.at, |former| former.ended);
            let ended = sqlx::query(ENDED).bind(words::time(ended)).bind(ids.holdings.number(holding));
            written += ended.execute(&mut *connection).await?.rows_affected();
        }
        begun.extend(is.map(|is| (holding, is)));
    }
    let begun = insert(connection, BEGUN, &begun, AGAIN, |row, (holding, publication)| {
        let seen = &publication.repomd;
        row.push_bind(ids.holdings.number(holding))
            .push_bind(words::time(publication.since))
            .push_bind(seen.digest.bytes().to_vec())
            .push_bind(seen.size.cast_signed())
            .push_bind(seen.revision.map(u64::cast_signed))
            .push_bind(seen.timestamp.map(u64::cast_signed))
            .push_bind(publication.witness.as_ref().map(words::json));
    });
    Ok(written + begun.await?)
}

/// Writes the names that are new in this record; the last step of a transaction.
pub(crate) async fn names(connection: &mut SqliteConnection, ids: &mut Ids) -> Result<u64, sqlx::Error> {
    const MIRRORS: &str = "INSERT INTO mirror (id, name)";
    const HOLDINGS: &str = "INSERT INTO holding (id, tree, version, repository, arch, path)";
    const SEEN: &str = "INSERT INTO seen (id, digest, size, revision, timestamp)";
    let (mirrors, holdings, seen) = (ids.mirrors.take_new(), ids.holdings.take_new(), ids.seen.take_new());
    let mirrors = insert(connection, MIRRORS, &mirrors, "", |row, (id, name)| {
        row.push_bind(*id).push_bind(name.to_string());
    });
    let mut written = mirrors.await?;
    let holdings = insert(connection, HOLDINGS, &holdings, "", |row, (id, holding)| {
        row.push_bind(*id)
            .push_bind(words::tree(&holding.tree))
            .push_bind(holding.version.to_string())
            .push_bind(holding.repository.to_string())
            .push_bind(holding.arch.to_string())
            .push_bind(holding.path.to_string());
    });
    written += holdings.await?;
    let seen = insert(connection, SEEN, &seen, "", |row, (id, seen)| {
        row.push_bind(*id)
            .push_bind(seen.digest.bytes().to_vec())
            .push_bind(seen.size.cast_signed())
            .push_bind(seen.revision.map(u64::cast_signed))
            .push_bind(seen.timestamp.map(u64::cast_signed));
    });
    Ok(written + seen.await? + isos::names(connection, ids).await?)
}
