//! The states of repositories over time, read backwards.

use jiff::Timestamp;
use maneki_mirror_health::StateHistories;
use maneki_mirror_registry::Holding;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use sqlx::{Connection, Row};

use crate::leave_out::LeftOut;
use crate::names::Names;
use crate::words::{self, BadRow};

/// How many rows are read at a time.
const PAGE: i64 = 2000;

/// Reads the changes of state of some repositories since a time, newest first and at most `most`: if there are more,
/// the histories begin later.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    wanted: impl Fn(&Holding) -> bool,
    since: Timestamp,
    most: usize,
) -> Result<StateHistories, sqlx::Error> {
    // Numbers rise with time, so the newest changes have the greatest.
    const TURNS: &str = "SELECT id, at, mirror, before, after, holdings FROM change \
                         WHERE id < $1 AND kind = 'repositories' ORDER BY id DESC LIMIT $2";
    let mut transaction = connection.begin().await?;
    let names = Names::read_history(&mut transaction).await?;
    let mut left_out = LeftOut::new("change");
    let mut histories = StateHistories::new(since);
    let (mut last, mut turns) = (i64::MAX, 0);
    loop {
        let page = sqlx::query(TURNS).bind(last).bind(PAGE).fetch_all(&mut *transaction).await?;
        let Some(oldest) = page.last() else { return Ok(histories.settled()) };
        last = oldest.try_get("id")?;
        for row in &page {
            let at = words::read_time(row, "at");
            let Some(at) = left_out.unless(at) else { continue };
            if at < since {
                return Ok(histories.settled());
            }
            if turns >= most {
                // Some changes of this very time may be missing.
                histories.since = at;
                return Ok(histories.settled());
            }
            let added = left_out.unless(add(&mut histories, row, at, &names, &wanted));
            turns += added.unwrap_or_default();
        }
    }
}

/// Adds the change in a row for each wanted repository, and returns their number.
fn add(
    histories: &mut StateHistories,
    row: &SqliteRow,
    at: Timestamp,
    names: &Names,
    wanted: &impl Fn(&Holding) -> bool,
) -> Result<usize, BadRow> {
    let mirror = names.mirror(row)?;
    let turn = (words::read_state(row, "before")?, words::read_state(row, "after")?);
    let ranges = words::read_ranges(row.try_get("holdings")?)?;
    let usable = ranges.into_iter().filter(|range| !range.is_empty());
    let known = usable.flat_map(|range| names.holdings.range(range)).filter_map(|(_, known)| known.clone());
    let mut added = 0;
    for holding in known.filter(|holding| wanted(holding)) {
        histories.add_older(holding, mirror, at, turn);
        added += 1;
    }
    Ok(added)
}
