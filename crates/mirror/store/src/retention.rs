//! How long records are kept.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sqlx::sqlite::SqliteConnection;

use crate::quarter::quarter;
use crate::words;

/// How often old records are deleted.
pub(crate) const EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Changes and publications are kept for this long.
const HISTORY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The most changes that are kept of one mirror: a mirror that comes and goes all day makes them in ten days.
const CHANGES: i64 = 1000;

/// An hour, in quarters.
const HOUR: i64 = 4;

/// A day, in quarters.
const DAY: i64 = 24 * HOUR;

/// For two days, one lag is kept for each quarter of an hour, …
const QUARTERS_KEPT: i64 = 2 * DAY;

/// … for thirty days, one for each hour, …
const HOURS_KEPT: i64 = 30 * DAY;

/// … and for 400 days, one for each day, so that a month can be compared with the same month of the last year.
const DAYS_KEPT: i64 = 400 * DAY;

/// The longest time that a recorded lag represents.
pub(crate) fn span(number: i64, now: Timestamp) -> Duration {
    let age = quarter(now) - number;
    if age <= QUARTERS_KEPT {
        Duration::from_mins(15)
    } else if age <= HOURS_KEPT {
        Duration::from_hours(1)
    } else {
        Duration::from_hours(24)
    }
}

/// Deletes records that are too old, and thins out old ones.
pub(crate) async fn keep(connection: &mut SqliteConnection, now: Timestamp) -> Result<(), sqlx::Error> {
    const OLD_CHANGES: &str = "DELETE FROM change WHERE at < $1";
    const MANY_CHANGES: &str = "DELETE FROM change WHERE id IN (SELECT id FROM \
        (SELECT id, row_number() OVER (PARTITION BY mirror ORDER BY id DESC) AS place FROM change \
        WHERE mirror IN (SELECT mirror FROM change GROUP BY mirror HAVING count(*) > $1)) AS ranked \
        WHERE place > $1)";
    const OLD_PUBLICATIONS: &str = "DELETE FROM publication WHERE ended < $1";
    const OLD_LAGS: &str = "DELETE FROM lag WHERE quarter < $1";
    const NAMELESS_SEEN: &str = "DELETE FROM seen \
        WHERE id NOT IN (SELECT seen FROM repository_state WHERE seen IS NOT NULL) \
        AND id NOT IN (SELECT seen FROM reference_state WHERE seen IS NOT NULL)";
    const NAMELESS_ISOS: &str = "DELETE FROM iso_set \
        WHERE id NOT IN (SELECT iso_set FROM iso_state) AND id NOT IN (SELECT iso_set FROM iso_reference)";
    const NAMELESS_FOLDERS: &str = "DELETE FROM iso_folder \
        WHERE id NOT IN (SELECT folder FROM iso_state) AND id NOT IN (SELECT folder FROM iso_reference)";
    const GONE_MIRRORS: &str = "DELETE FROM mirror WHERE id NOT IN (SELECT mirror FROM mirror_state) \
        AND NOT EXISTS (SELECT 1 FROM change WHERE change.mirror = mirror.id) \
        AND NOT EXISTS (SELECT 1 FROM lag WHERE lag.mirror = mirror.id)";

    let oldest = words::time(now.saturating_sub(HISTORY).unwrap_or(Timestamp::MIN));
    sqlx::query(OLD_CHANGES).bind(oldest).execute(&mut *connection).await?;
    sqlx::query(MANY_CHANGES).bind(CHANGES).execute(&mut *connection).await?;
    sqlx::query(OLD_PUBLICATIONS).bind(oldest).execute(&mut *connection).await?;
    thin_out(connection, quarter(now) - QUARTERS_KEPT, HOUR).await?;
    thin_out(connection, quarter(now) - HOURS_KEPT, DAY).await?;
    sqlx::query(OLD_LAGS).bind(quarter(now) - DAYS_KEPT).execute(&mut *connection).await?;
    sqlx::query(NAMELESS_SEEN).execute(&mut *connection).await?;
    sqlx::query(NAMELESS_ISOS).execute(&mut *connection).await?;
    sqlx::query(NAMELESS_FOLDERS).execute(&mut *connection).await?;
    sqlx::query(GONE_MIRRORS).execute(connection).await?;
    Ok(())
}

/// Leaves, before a time, one lag in each span of that many quarters: the worst, at the first quarter of the span.
async fn thin_out(connection: &mut SqliteConnection, before: i64, span: i64) -> Result<(), sqlx::Error> {
    const WORST: &str = "INSERT INTO lag (mirror, quarter, lag, verdict) \
        SELECT mirror, quarter / $1 * $1, max(lag), max(verdict) FROM lag \
        WHERE quarter < $2 AND quarter % $1 <> 0 GROUP BY mirror, quarter / $1 \
        ON CONFLICT (mirror, quarter) DO UPDATE SET \
        lag = CASE WHEN lag.lag IS NULL OR excluded.lag > lag.lag THEN excluded.lag ELSE lag.lag END, \
        verdict = CASE WHEN excluded.verdict > lag.verdict THEN excluded.verdict ELSE lag.verdict END";
    const REST: &str = "DELETE FROM lag WHERE quarter < $2 AND quarter % $1 <> 0";
    let before = before.div_euclid(span) * span;
    for sql in [WORST, REST] {
        sqlx::query(sql).bind(span).bind(before).execute(&mut *connection).await?;
    }
    Ok(())
}
