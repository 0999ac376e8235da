//! Package sources: upstream's sources are changed by rule, and what no longer fits is known before it breaks.
//!
//! The modules follow the order of the data:
//!
//! 1. [`text`] is text as the file language means it: bytes that survive, lines, patterns, wrapping.
//! 2. [`tree`] is a folder in memory, and what a target of a config means in it.
//! 3. [`spec`] reads a spec file: sections, declarations, epoch, version and release.
//! 4. [`config`] reads a `config.yaml` into typed actions, and reports every error at its place.
//! 5. [`apply`] is the engine: package and config in, changed package and findings out. It is pure.

pub mod apply;
pub mod config;
pub mod rules;
pub mod spec;
pub mod text;
pub mod tree;
