//! The memory of the mirror room: its state over a restart, and its history, in an SQLite database in the state folder.
//!
//! ```text
//! HealthTable + Reference ──record──► database ──restore──► Remembered
//!                                        └─────Reader─────► changes, lags, publications, states over time
//! ```
//!
//! One [`Store`] writes. After each round, [`Store::record`] writes the difference from the last record in one
//! transaction. [`Store::restore`] returns the state that the checker continues from. A [`Reader`] reads at the same
//! time, in the same process or in another one.
//!
//! Beside the database, a [`DrainFile`] holds the mirrors that the operator has drained.
//!
//! The service works without a database: a [`StoreError`] is a line in the log, and the next record writes what this
//! one could not.

mod batch;
mod delta;
mod drains;
mod error;
mod ids;
mod isos;
mod leave_out;
mod names;
mod open;
mod quarter;
mod read;
mod record;
mod remembered;
mod restore;
mod retention;
mod state_histories;
mod store;
mod words;
mod write;

pub use drains::{DrainError, DrainFile};
pub use error::{Cause, StoreError};
pub use read::{Entry, Reader};
pub use record::Record;
pub use remembered::Remembered;
pub use store::Store;
