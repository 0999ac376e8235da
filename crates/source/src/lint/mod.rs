//! Configs checked without a package: each by itself, and all of a folder together.

mod folder;

pub use folder::{ConfigFile, ConfigFolder, is_config_name, lint};
