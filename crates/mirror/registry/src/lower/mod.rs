//! From the tree of a file to values: the only place where keys have names.
//!
//! Everything that is wrong becomes a diagnostic, all of them at once. A mirror file with an error yields
//! no mirror. In `config.yml` an error costs what it stands in, a repository for example, and only what
//! nothing works without costs the whole.

mod config;
mod group;
mod mirror;
mod report;
mod values;

pub(crate) use config::{config, mirrors_dir};
pub(crate) use mirror::mirror;
