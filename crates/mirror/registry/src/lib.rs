//! The mirrors as declared: a folder of YAML files becomes a [`Registry`] and a list of [`Diagnostic`]s.
//!
//! ```text
//! folder ──read──► SourceTree ──parse──► Registry + diagnostics
//! ```
//!
//! [`SourceTree::read`] is the only function that touches the filesystem; [`parse`] is a function of what
//! it read. Strangers write these files, so nothing in them is fatal to anything else: a mirror file with
//! an error is left out with a diagnostic that names the line and the column, and all others count.
//!
//! The parts, in reading order: [`SourceTree`] (what lies in the folder), [`document`] (text to tree), `lower`
//! (tree to values, the only place where keys have names), [`Catalog`] (what the distribution has, and so which
//! [`Holding`]s a mirror is to have),
//! [`Mirror`] (who serves it).

mod catalog;
mod codes;
pub mod document;
mod holding;
mod isos;
pub mod keys;
mod lower;
mod mirror;
mod registry;
mod source;
mod target;

pub use catalog::{Catalog, Repository};
pub use holding::Holding;
pub use isos::IsoFolder;
pub use maneki_ground_diagnostics::Diagnostic;
pub use mirror::{Cloud, CloudRegions, Geolocation, Mirror, Sponsor, Subnets, Urls};
pub use registry::{ParseOptions, Parsed, Registry, parse};
pub use source::{MAX_FILE_SIZE, SourceFile, SourceTree, Unread, Unreadable, canonical};
pub use target::{NotFound, Target, Tree};
