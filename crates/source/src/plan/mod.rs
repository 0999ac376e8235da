//! The result of a config on a package, before anything is written: changes, a diff, and a report for each finding.

mod diff;
mod json;
#[expect(clippy::module_inception, reason = "the folder is about the type of this name")]
mod plan;
mod report;
mod strictness;

pub use diff::diff;
pub(crate) use json::report as report_json;
pub use plan::{Job, Plan};
pub use report::Report;
pub use strictness::Strictness;
