//! Rows that are not readable are skipped, with one line in the log for each table.

use crate::words::BadRow;

/// Counts the skipped rows of a table, and logs them when it is dropped.
#[derive(Debug)]
pub(crate) struct LeftOut {
    table: &'static str,
    rows: usize,
    first: Option<BadRow>,
}

impl LeftOut {
    pub(crate) fn new(table: &'static str) -> Self {
        Self { table, rows: 0, first: None }
    }

    /// The value of a row; `None` if the row is not readable, which counts it.
    pub(crate) fn unless<T>(&mut self, read: Result<T, BadRow>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(bad) => {
                self.rows += 1;
                self.first.get_or_insert(bad);
                None
            }
        }
    }
}

impl Drop for LeftOut {
    fn drop(&mut self) {
        if let Some(first) = &self.first {
            tracing::warn!(
                table = self.table,
                rows = self.rows,
                %first,
                "skipped unreadable rows of the database"
            );
        }
    }
}
