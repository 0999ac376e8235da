//! The engine of a linter: rules, findings, fixes, and the command that shows them.
//!
//! ```text
//! world ──check(RULES)──► findings ──► Linted ──┬─ Format ──► text
//!                                               └─ fix ──► Fixed ──diff, replace──► files
//! ```
//!
//! A room defines its world, the value that its rules look through, and its list of [`Rule`]s. [`check()`] applies
//! the rules; [`Linted`] holds the findings with the texts that they are about. [`Format`] prints them, [`fix`] applies
//! the fixes in memory, [`diff`](fn@diff) shows the change, and [`replace`] writes it. [`Linter::run`] does all of this
//! for a command. [`reference_page`] and [`rule_page`] document the rules.
//!
//! `write` is the only module that writes files; everything else is a function of its arguments.

mod check;
mod command;
mod diff;
mod findings;
mod fixes;
mod format;
mod linted;
mod reference;
mod rule;
mod summary;
mod write;

pub use check::check;
pub use command::{Linter, Outcome, Request};
pub use diff::diff;
pub use findings::Findings;
pub use fixes::{Fixed, fix};
pub use format::Format;
pub use linted::{Linted, Texts};
pub use reference::{reference_page, rule_page};
pub use rule::{Check, Rule, RuleDoc};
pub use summary::Summary;
pub use write::{Unwritable, create, replace};
