use std::ffi::OsString;

use crate::keys::Keys;
use crate::layers::{self, file::ConfigFile};
use crate::problem::Problems;
use crate::reader::{Noted, Reader};
use crate::written::Written;

/// The configuration in force: its meaning, and its values as they were written.
#[derive(Debug, Clone)]
pub struct Effective<C> {
    /// The meaning, with every value in its own type.
    pub config: C,
    /// The values as they were written, with their origins.
    pub written: Written,
}

/// Merges file, environment and flags over the defaults, and resolves the result.
///
/// `environment` is the whole environment (`std::env::vars_os()`): only names that begin with `MANEKI_` are read.
/// `flags` are full names of keys with values in the notation of variables; only those that were given.
///
/// # Errors
///
/// All problems of all layers and of `resolve`, together.
pub fn load<'a, C>(
    keys: Keys,
    resolve: impl FnOnce(&mut Reader<'_>) -> Result<C, Noted>,
    file: Option<ConfigFile<'_>>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    flags: impl IntoIterator<Item = (&'a str, String)>,
) -> Result<Effective<C>, Problems> {
    let mut problems = Vec::new();
    let written = layers::merge(keys, file, environment, flags, &mut problems);
    let mut reader = Reader::new(&written, problems);
    let config = resolve(&mut reader);
    let problems = reader.into_problems();
    match config {
        Ok(config) if problems.is_empty() => Ok(Effective { config, written }),
        _ => Err(Problems::new(problems)),
    }
}

impl<C> Effective<C> {
    /// The values in force as TOML, each line with its origin; secrets are hidden.
    pub fn print(&self) -> String {
        crate::print::print(&self.written)
    }
}
