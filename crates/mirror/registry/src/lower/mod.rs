//! From the tree of a file to values: the only place that knows the names of the keys.
//!
//! Every mistake becomes a diagnostic, all of them at once. A mirror file with an error yields no mirror. An error
//! in `config.yml` costs the part that it is in, such as a repository; only an error in a required part costs the
//! whole file.

pub(crate) mod config;
pub(crate) mod file;
mod geolocation;
pub(crate) mod mirror;
mod subnets;
mod urls;
mod values;

pub use values::duration;
