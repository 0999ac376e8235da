//! HTTP semantics without a network: header values in, decisions out.
//!
//! - [`accepts`], [`names`], [`weighted`]: `Accept`, `Accept-Encoding`, `Accept-Language` and their quality values
//! - [`Audience`]: the audience of an answer
//! - [`entity_tag`], [`matches_tag`]: conditional requests

mod audience;
mod conditional;
mod quality;

pub use audience::Audience;
pub use conditional::{entity_tag, matches_tag};
pub use quality::{accepts, names, weighted};
