//! Package sources: upstream's sources are changed by rule, and what no longer fits is known before it breaks.
//!
//! The modules follow the order of the data:
//!
//! 1. [`text`] is text as the file language means it: bytes that survive, lines, patterns, wrapping.
//! 2. [`tree`] is a folder in memory, and what a target of a config means in it.
//! 3. [`spec`] reads a spec file: sections, declarations, epoch, version and release.
//! 4. [`config`] reads a `config.yaml` into typed actions, and reports every error at its place.
//! 5. [`apply`] is the engine: package and config in, changed package and findings out.
//! 6. [`near`] explains a miss: the nearest match, the words that differ, and a change of the config that fits.
//! 7. [`plan`] is the whole result before anything is written: changes, a diff, a report for each finding.
//! 8. [`lint`] checks configs without a package; [`drift`] is the table of all configs against all packages.
//! 9. [`scan`] searches trees for brands.
//! 10. [`disk`] reads folders into trees, writes changes back, and runs rpmspec and scripts.
//! 11. [`command`] is the command line of the room, `maneki source`.
//!
//! Everything before [`disk`] is a function of its arguments.

pub mod apply;
pub mod command;
pub mod config;
pub mod disk;
pub mod drift;
pub mod lint;
pub mod near;
pub mod plan;
pub mod rules;
pub mod scan;
pub mod spec;
pub mod text;
pub mod tree;
