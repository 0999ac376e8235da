//! A new mirror file: from answers to a text that passes the linter.
//!
//! [`Answers`] come from flags, and missing ones from [`interview()`]; [`guess_country`] saves a question. [`propose`]
//! makes the file and checks it with the others of its registry. [`run`] is the whole command.

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
