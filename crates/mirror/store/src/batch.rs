//! Many rows in one statement: each statement is sent to another thread, which costs more than its rows.

use sqlx::Sqlite;
use sqlx::query_builder::{QueryBuilder, Separated};
use sqlx::sqlite::SqliteConnection;

/// Rows in one statement: with ten columns well below the 32,766 values that SQLite accepts.
const ROWS: usize = 500;

/// One row of a statement that is being built.
pub(crate) type Row<'a> = Separated<'a, Sqlite, &'static str>;

/// Inserts rows: `before` is `INSERT INTO …`, `after` is `ON CONFLICT …` or empty. Returns how many were written.
pub(crate) async fn insert<T>(
    connection: &mut SqliteConnection,
    before: &'static str,
    rows: &[T],
    after: &'static str,
    mut row: impl FnMut(&mut Row<'_>, &T),
) -> Result<u64, sqlx::Error> {
    let mut written = 0;
    for rows in rows.chunks(ROWS) {
        let mut query = QueryBuilder::new(before);
        query.push_values(rows, |mut columns, one| row(&mut columns, one)).push(" ").push(after);
        written += query.build().execute(&mut *connection).await?.rows_affected();
    }
    Ok(written)
}

/// Deletes the rows with these keys: `before` ends with `IN`. Returns how many there were.
pub(crate) async fn delete<T>(
    connection: &mut SqliteConnection,
    before: &'static str,
    keys: &[T],
    mut key: impl FnMut(&mut Row<'_>, &T),
) -> Result<u64, sqlx::Error> {
    let mut gone = 0;
    for keys in keys.chunks(ROWS) {
        let mut query = QueryBuilder::new(before);
        query.push(" (").push_values(keys, |mut columns, one| key(&mut columns, one)).push(")");
        gone += query.build().execute(&mut *connection).await?.rows_affected();
    }
    Ok(gone)
}
