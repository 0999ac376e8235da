//! YAML as a tree in which every value knows its place.
//!
//! [`compose()`] makes the tree of a text: a [`Node`] is a scalar, a list or a [`Mapping`] of keys. The
//! grammar is granit-parser's; what is ours is the tree. Scalars keep their text and whether they were
//! quoted, because what a plain `9.10` or `NO` means is for the field to say that holds it ([`ScalarKind`] is
//! what the readers of YAML 1.1 make of it). Anchors and merge keys are resolved here, within a budget, so
//! that a few lines cannot become gigabytes.

mod compose;
mod node;
mod problem;
mod scalar;

pub use compose::{YamlError, compose, compose_shared};
pub use node::{KeyValue, Mapping, Node, Scalar, Value};
pub use scalar::{Integer, ScalarKind};
