//! Checks that go on: the loop that plans, probes, judges and tells.
//!
//! ```text
//! Setup ──► Checker ──plan──► Prober ──Report──► advance ──► Believed ──► whoever watches
//!              ▲                                    │
//!              └── References ──► Reference ────────┘
//! ```
//!
//! - [`Setup`] is what is checked and how; it may change at any time.
//! - [`Askers`] are those who ask: one for mirrors, one for the reference trees.
//! - [`Checker`] owns what is believed and changes it alone; [`Believed`] is what it tells.

mod askers;
mod believed;
mod checker;
mod rounds;

pub use askers::{Askers, NoAskers, ReferenceNews};
pub use believed::{Believed, Problem};
pub use checker::{Checker, Setup};
