//! Misses explained: the nearest match of a text that is not there, what differs, and how to change the config.
//!
//! [`explain()`] searches the file for the place that the author of the config meant and names the differing words. If
//! upstream and the config changed different words, it merges the two changes ([`Mend`]).

mod differ;
mod explain;
mod kind;
mod merge;
mod place;
mod score;
mod token;

pub use explain::{Explanation, Mend, Near, explain};
pub use kind::Kind;
pub use merge::{merge_lines, merge_tokens};
