//! YAML as a tree in which every value knows its place, and a reader that explains what is wrong with it.
//!
//! ```text
//! text ──compose──► Document (Node, KeyValue, Scalar) ──Group, Field──► values of a room
//! ```
//!
//! [`compose()`] makes the tree of a text within limits, so that a few lines of aliases cannot become gigabytes.
//! The grammar is granit-parser's; the tree is ours. A scalar keeps its text and whether it was quoted, because
//! only the field that holds a plain `9.10` or `NO` knows what it means.
//!
//! A room reads the tree with [`Group`] (a mapping whose keys are listed in a [`Table`]) and [`Field`] (one value
//! and the keys that lead to it). Both report every problem to a [`Report`]: missing, unknown, misspelt and
//! repeated keys, empty values, and values of the wrong type, each with its key, its line and its column.
//!
//! What differs between rooms is an argument: a [`Dialect`] decides how plain scalars resolve and whether
//! aliases are followed, a [`Codes`] what each problem is called and how severe it is, and a [`Table`] which keys
//! there are.

mod codes;
mod compose;
mod dialect;
mod error;
mod explain;
mod field;
mod group;
mod invisible;
mod key_path;
mod mapping;
mod misspelling;
mod node;
mod report;
mod scalar;
mod table;

pub use codes::Codes;
pub use compose::{Document, compose, compose_all};
pub use dialect::{Aliases, Dialect};
pub use error::{YamlError, YamlErrorKind};
pub use field::{Field, Text};
pub use group::Group;
pub use invisible::invisible;
pub use key_path::KeyPath;
pub use mapping::{KeyValue, Mapping};
pub use node::{Node, Value};
pub use report::Report;
pub use scalar::{Integer, Scalar, ScalarKind};
pub use table::{Key, Presence, Table};
