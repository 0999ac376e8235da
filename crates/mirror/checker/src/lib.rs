//! Checks that go on: the loop that plans, probes, judges and tells.
//!
//! ```text
//! Setup ──► Checker ──plan──► Prober ──Report──► advance ──► HealthState ──► whoever watches
//!              ▲                                    │
//!              └── References ──► Reference ────────┘
//! ```
//!
//! - [`Setup`] is what is checked and how; it may change at any time.
//! - [`Probers`] are those who ask: one for mirrors, one for the reference trees.
//! - [`Checker`] owns what is believed and changes it alone; [`HealthState`] is what it tells.

mod checker;
mod health_state;
mod probers;
mod rounds;

pub use checker::{Checker, Setup};
pub use health_state::HealthState;
pub use probers::{Probers, ProbersError, ReferenceNews};
