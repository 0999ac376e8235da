//! The registry of mirrors: a folder of YAML files becomes a [`Registry`] and a list of [`Diagnostic`]s.
//!
//! ```text
//! folder ──read──► SourceTree ──parse──► Parsed (Registry, ParsedFile, Diagnostic)
//! ```
//!
//! [`SourceTree::read`] and its siblings in `read` are the only functions that touch the filesystem; [`parse()`] is a
//! function of what they read. Strangers write these files, so no mistake in one file has an effect on another: a
//! mirror file with an error is left out, with a diagnostic that names the line and the column.
//!
//! The parts, in reading order: [`SourceTree`] (the texts of the folder), [`keys`] and `dialect` (the form of the
//! files, for the YAML reader), `lower` (tree to values, the only place that knows the names of the keys), [`Catalog`]
//! (what the distribution has, and so which [`Holding`]s a mirror carries), and [`Mirror`] (a server that carries
//! them). [`Parsed`] keeps the trees, so that the linter checks exactly what was parsed.

mod catalog;
mod codes;
mod dialect;
mod holding;
mod isos;
pub mod keys;
mod lower;
mod mirror;
mod not_found;
mod parse;
mod parse_options;
mod parsed_file;
mod read;
mod registry;
mod source_file;
mod source_tree;
mod target;
mod unreadable;

pub use catalog::{Catalog, Repository};
pub use dialect::DIALECT;
pub use holding::Holding;
pub use isos::IsoFolder;
pub use lower::duration;
pub use maneki_ground_diagnostics::Diagnostic;
pub use mirror::{Cloud, CloudRegions, Geolocation, Mirror, Sponsor, Subnets, Urls};
pub use not_found::NotFound;
pub use parse::{Parsed, parse};
pub use parse_options::ParseOptions;
pub use parsed_file::ParsedFile;
pub use read::{MAX_FILE_SIZE, canonical};
pub use registry::Registry;
pub use source_file::{SourceFile, Unread};
pub use source_tree::SourceTree;
pub use target::{Target, Tree};
pub use unreadable::Unreadable;
