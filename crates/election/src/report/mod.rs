//! Results for people and for programs.

mod count_json;
mod count_text;
mod findings;

pub(crate) use count_json::count_json;
pub(crate) use count_text::count_text;
pub(crate) use findings::count_findings;
