use jiff::civil::Date;

use crate::spec::Evr;
use crate::tree::Tree;

/// What a run depends on beside the package and the config.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The name of the package.
    pub package: &'a str,
    /// The name of the distribution in markers and messages.
    pub brand: &'a str,
    /// The day of changelog entries.
    pub date: Date,
    /// The release of upstream's distribution where the config does not name one: the value of the macro `rhel`.
    pub el: &'a str,
    /// Evaluates a spec if only rpm can.
    pub rpmspec: &'a dyn AskRpmspec,
    /// Runs the scripts.
    pub scripts: &'a dyn RunScripts,
}

/// Evaluates a spec with rpm itself.
pub trait AskRpmspec {
    /// The epoch, version and release of the spec at `path` of a package; the error is a sentence.
    fn ask(&self, package: &Tree<'_>, path: &str, el: &str) -> Result<Evr, String>;
}

/// Runs the scripts of a config on scratch copies.
pub trait RunScripts {
    /// Runs `scripts/<script>` of the config. Both trees are what they were afterwards on the scratch copies.
    fn run(&self, order: ScriptOrder<'_, '_, '_>) -> Result<(), String>;
}

/// A script that is to run.
pub struct ScriptOrder<'o, 'p, 'c> {
    /// The name below `scripts/`.
    pub script: &'o str,
    /// It runs in the config folder, and not in the package.
    pub in_config: bool,
    /// The package.
    pub package: &'o mut Tree<'p>,
    /// The config folder.
    pub config: &'o mut Tree<'c>,
}

/// What never asks rpm.
#[derive(Debug, Clone, Copy)]
pub struct NoRpmspec;

impl AskRpmspec for NoRpmspec {
    fn ask(&self, _: &Tree<'_>, _: &str, _: &str) -> Result<Evr, String> {
        Err("rpmspec is not asked".to_owned())
    }
}

/// What takes any version for granted, for checks of which the changelog is not read.
#[derive(Debug, Clone, Copy)]
pub struct AnyVersion;

impl AskRpmspec for AnyVersion {
    fn ask(&self, _: &Tree<'_>, _: &str, _: &str) -> Result<Evr, String> {
        Ok(Evr { epoch: None, version: "0".to_owned(), release: "0".to_owned() })
    }
}

/// What never runs a script.
#[derive(Debug, Clone, Copy)]
pub struct NoScripts;

impl RunScripts for NoScripts {
    fn run(&self, _: ScriptOrder<'_, '_, '_>) -> Result<(), String> {
        Err("scripts are not run here".to_owned())
    }
}
