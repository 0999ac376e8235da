//! The config of a package: the changes to upstream's sources.
//!
//! [`read()`] makes a [`Config`] of the bytes of a `config.yaml`. A config with an error is not one; every error is
//! reported, each at the very key or value. [`check()`] adds warnings about what the author probably did not mean.

mod action;
mod check;
#[expect(clippy::module_inception, reason = "the folder is about the type of this name")]
mod config;
mod entries;
mod letters;
mod read;
mod reader;
mod rewrite;
mod scalar;
mod spanned;

pub use action::{
    Action, AddFile, AddLine, ChangelogEntry, DeleteFile, DeleteLine, FileKind, Find, Location,
    ModifyRelease, Number, Replace, RunScript, ScriptFolder,
};
pub use check::{Folder, check};
pub use config::{Config, Parameters};
pub(crate) use letters::meant_letters;
pub use read::{LONGEST, Reading, read};
pub use rewrite::rewrite;
pub use spanned::Spanned;
