//! What is to be said about a file: where, how bad, and in which words.
//!
//! A [`Diagnostic`] is a value. Whoever finds a problem makes one, and goes on; renderers, such as
//! [`concise`], turn it into text. Diagnostics are sorted by path and position, so that the same input
//! gives the same output.

mod concise;
mod diagnostic;
mod fix;
mod secret;

pub use concise::concise;
pub use diagnostic::{Diagnostic, RuleCode, Severity, Span};
pub use fix::{Applicability, Edit, Fix};
pub use secret::{shown, without_secrets};
