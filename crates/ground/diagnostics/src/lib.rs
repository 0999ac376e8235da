//! What is to be said about a file: where, how bad, and in which words.
//!
//! A [`Diagnostic`] is a value. Whoever finds a problem makes one, perhaps with a [`Fix`], and goes on.
//! Diagnostics are sorted by path and position, so that the same input gives the same output.
//!
//! Renderers turn them into text, each in a file of its own: [`full()`] for people, with the piece of the file;
//! [`concise()`], one on a line; [`json()`] for programs; [`github()`] and [`sarif()`] for those who show findings beside
//! a change. None of them prints a password: see [`without_secrets`].

mod concise;
mod diagnostic;
mod fix;
mod full;
mod github;
mod json;
mod printable;
#[cfg(test)]
mod sample;
mod sarif;
mod secret;

pub use concise::concise;
pub use diagnostic::{Diagnostic, RuleCode, Severity, Span};
pub use fix::{Applicability, Edit, Fix};
pub use full::full;
pub use github::github;
pub use json::json;
pub use printable::{one_line, printable};
pub use sarif::{Tool, ToolRule, sarif};
pub use secret::{shown, without_secrets};
