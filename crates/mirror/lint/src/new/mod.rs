//! A new mirror file: from answers to a text that the linter has nothing against.
//!
//! [`Answers`] come from flags, and from [`interview()`] for what is missing; [`guess_country`] saves a question.
//! [`propose`] makes the file of them and judges it beside the others of its registry;
//! [`create`](fn@crate::create) writes it. [`run`] is all of that as the command does it.

mod answers;
mod command;
mod guess;
mod interview;
mod proposal;

pub use answers::Answers;
pub use command::{Failure, Outcome, Request, run};
pub use guess::guess_country;
pub use interview::interview;
pub use proposal::{Proposal, propose};
