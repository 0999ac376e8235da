//! What is remembered over a restart, and for those who look back: SQLite in the state folder.
//!
//! ```text
//! HealthTable + Reference ──record──► database ──restore──► Remembered
//!                                        └─────Reader─────► history, lags, publications, histories
//! ```
//!
//! One [`Store`] writes: [`Store::record`] after each round, in one transaction, only what differs from what
//! was written last. [`Store::restore`] gives back what the checker needs to go on. A [`Reader`] reads beside
//! it, in the same process or in another one.
//!
//! Beside it lies a [`DrainFile`]: which mirrors the operator has taken out.
//!
//! The service does not depend on it: a [`StoreError`] is a line in the log, and the next record brings what
//! this one did not.

mod batch;
mod delta;
mod drains;
mod error;
mod ids;
mod isos;
mod leave_out;
mod names;
mod open;
mod read;
mod restore;
mod retention;
mod state_histories;
mod store;
mod words;
mod write;

pub use drains::{DrainError, DrainFile};
pub use error::{Cause, StoreError};
pub use read::{Entry, Reader};
pub use restore::Remembered;
pub use store::{Record, Store};
