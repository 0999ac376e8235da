//! Continuous checks: plan, probe, evaluate, publish.
//!
//! ```text
//! Setup ──► Checker ──plan──► Prober ──Report──► Knowledge ──► HealthState ──► subscribers
//!              ▲                                     │
//!              └── reference trees ──► Reference ────┘
//! ```
//!
//! - [`Setup`] is what is checked and how; it may change at any time.
//! - [`Probers`] send the requests: one for mirrors, one for the reference trees.
//! - `rounds` keeps track of the rounds that are going on.
//! - `knowledge` is the health of each mirror, and what it depends on.
//! - [`Checker`] is the loop around them. It publishes a [`HealthState`].

mod checker;
mod clocks;
mod event;
mod health_state;
mod knowledge;
mod probers;
mod problems;
mod rounds;
mod setup;

pub use checker::Checker;
pub use health_state::HealthState;
pub use probers::{Probers, ProbersError, ReferenceNews};
pub use setup::Setup;
