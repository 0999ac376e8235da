//! Votes: from the files that voting platforms write to a [`Contest`](crate::Contest).
//!
//! [`read_votes`] recognises the format of a file and reads it. A malformed file has its findings in the report
//! and no contest: nothing of it is counted.

mod approval_csv;
mod belenios;
mod blt;
mod class_tables;
mod csv_rows;
mod format;
mod helios;
mod ledger;
mod ranked_csv;
mod read;

pub use class_tables::{ClassTable, ClassTables};
pub use format::Format;
pub use ledger::{AuditEvent, Ledger, LedgerRow, StartedCandidate, read_audit, read_ledger};
pub(crate) use ledger::{events, seats, started_candidates, to_contest};
pub use read::{ReadOptions, ReadVotes, Turnout, read_votes};

/// The greatest weight of a ballot.
const MOST_WEIGHT: u64 = 1_000_000_000;
