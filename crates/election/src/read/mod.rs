//! Reading: from the bytes of a file to values that know their places.
//!
//! Every reader takes a [`Source`] and writes what it finds into a [`Report`]. A broken row is reported and left
//! out; who reads decides whether the rest may be used.

mod csv;
mod fields;
mod json;
mod report;
mod source;
mod yaml;

pub(crate) use csv::{Row, Table};
pub(crate) use fields::{date, names, raw, text, text_at, truth, whole, whole_at};
pub(crate) use json::{Escapes, Node as JsonNode, read_json, write_text};
pub use report::Report;
pub use source::Source;
pub(crate) use yaml::DIALECT;
