//! What cannot be understood is left out, and told in one line for each table.

use crate::words::BadRow;

/// Counts the rows of a table that are left out, and tells them in the end.
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

    /// What was read, unless it cannot be understood.
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
                "rows of the database cannot be understood, and are left out"
            );
        }
    }
}
