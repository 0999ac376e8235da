//! YAML as a tree in which every value knows its place.
//!
//! The grammar is granit-parser's; what is ours is the tree. Scalars keep their text and whether they
//! were quoted, because what a plain `9.10` or `NO` means is for the field to say that holds it. Anchors
//! and merge keys are resolved here, within a budget, so that a few lines cannot become gigabytes.

mod compose;
mod node;
mod scalar;

pub(crate) use compose::compose;
pub(crate) use node::{Entry, Mapping, Node, Value};
pub(crate) use scalar::Kind;
