//! Diagnostics: problems in a file, with their place, severity and words.
//!
//! A [`Diagnostic`] is a value. The function that finds a problem makes one, perhaps with a [`Fix`], and continues.
//! Diagnostics are sorted by path and position, so the same input gives the same output.
//!
//! Each renderer has its own file: [`full()`] shows a person the lines of the file, [`concise()`] writes one line per
//! problem, [`json()`] is for programs, and [`github()`] and [`sarif()`] are for services that annotate a change. No
//! renderer prints a password: see [`without_secrets`].
//!
//! [`Problem`] is what keeps a running service from being up to date. [`nearest`] finds the word that a misspelt word probably means.

mod concise;
mod diagnostic;
mod fix;
mod full;
mod github;
mod json;
mod printable;
mod problem;
#[cfg(test)]
mod sample;
mod sarif;
mod secret;
mod suggest;

pub use concise::concise;
pub use diagnostic::{Diagnostic, RuleCode, Severity, Span};
pub use fix::{Applicability, Edit, Fix};
pub use full::full;
pub use github::github;
pub use json::{json, json_document, printed_json};
pub use printable::{one_line, printable};
pub use problem::Problem;
pub use sarif::{Tool, ToolRule, sarif};
pub use secret::{shown, without_secrets};
pub use suggest::{Suggestions, nearest};
