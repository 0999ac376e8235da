//! The service's own configuration: `maneki.toml`, `MANEKI_*` variables and flags.
//!
//! This crate answers one question: *which value is in force, and who said so?* It reads no file and no
//! environment; both are arguments of [`load`], so that the answer depends on nothing else.
//!
//! ```text
//! KEYS      every key: what it expects, its default, one sentence, an example    (key, table)
//!  │
//!  ▼
//! Written   what is in force as it was written: defaults, then the file,         (written, layers)
//!  │        then variables, then flags; every value knows its [`Origin`]
//!  ▼
//! Config    what it means: addresses, durations, networks, one type a section    (server, check, cloud,
//!                                                                                 geo, store, lint, site)
//! ```
//!
//! Everything wrong in any layer is found in one go and comes back as [`Problems`], each with a sentence, a
//! place and a remedy. [`Effective::print`] writes what is in force as TOML, [`reference_page`] describes
//! every key, and [`needs_restart`] says which changes a running service cannot follow.
//!
//! ```
//! use maneki_ground_config::{ConfigFile, load};
//!
//! let file = ConfigFile { path: "maneki.toml", text: "[check]\ninterval = \"1m\"\n" };
//! let effective = load(Some(file), [], [("server.listen", "127.0.0.1:0".to_owned())])?;
//! assert_eq!(effective.config.check.interval.as_secs(), 60);
//! assert!(effective.print().contains("interval = \"1m\"  # maneki.toml:2"));
//! # Ok::<(), maneki_ground_config::Problems>(())
//! ```

mod check;
mod cloud;
mod config;
mod duration;
mod geo;
mod key;
mod layers;
mod lint;
mod origin;
mod print;
mod problem;
mod reader;
mod reference;
mod restart;
mod secret;
mod server;
mod site;
mod source;
mod store;
mod suggest;
mod table;
mod value;
mod written;

pub use check::{Check, DEFAULT_CONTACT};
pub use cloud::Cloud;
pub use config::{Config, Effective, load};
pub use geo::Geo;
pub use key::{Key, Shape};
pub use layers::file::ConfigFile;
pub use lint::Lint;
pub use origin::Origin;
pub use problem::{Problem, Problems};
pub use reference::reference_page;
pub use restart::needs_restart;
pub use secret::Secret;
pub use server::Server;
pub use site::Site;
pub use source::Source;
pub use store::{Store, StoreUrl};
pub use table::KEYS;
pub use written::Written;

/// The file that is read from the working directory where none is named.
pub const FILE_NAME: &str = "maneki.toml";
