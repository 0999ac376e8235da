//! The configuration: `maneki.toml`, `MANEKI_*` variables and flags.
//!
//! This crate answers one question: *which value is in force, and where does it come from?* It reads neither files
//! nor the environment; both are arguments of [`load`], so the result depends on nothing else.
//!
//! ```text
//! Keys      the keys of the ground and of each room: what a value must be,
//!  │        its default, one sentence, an example                              (key, keys, table)
//!  ▼
//! Written   the values in force as they were written: defaults, then the file,
//!  │        then variables, then flags; every value has an [`Origin`]          (written, layers)
//!  ▼
//! sections  what the values mean: addresses, durations, networks. The ground's
//!           sections are here, a room resolves its own with a [`Reader`]       (server, outbound, store, site)
//! ```
//!
//! All problems of all layers come back together as [`Problems`], each with a sentence, a place and a remedy.
//! [`Effective::print`] writes the values in force as TOML, and [`reference_page`] documents every key.
//!
//! ```
//! use maneki_ground_config::{ConfigFile, KEYS, Keys, Server, load};
//!
//! let keys = Keys::new(&[KEYS]);
//! let file = ConfigFile { path: "maneki.toml", text: "[server]\nlog_addresses = true\n" };
//! let effective = load(keys, Server::resolve, Some(file), [], [("server.listen", "127.0.0.1:0".to_owned())])?;
//! assert_eq!(effective.config.listen.port(), 0);
//! assert!(effective.print().contains("log_addresses = true  # maneki.toml:2"));
//! # Ok::<(), maneki_ground_config::Problems>(())
//! ```

mod duration;
mod effective;
mod key;
mod keys;
mod layers;
mod origin;
mod outbound;
mod print;
mod problem;
mod reader;
mod reference;
mod secret;
mod server;
mod site;
mod source;
mod store;
mod suggest;
mod table;
mod value;
mod written;

pub use duration::parse as duration;
pub use effective::{Effective, load};
pub use key::{Key, Shape};
pub use keys::Keys;
pub use layers::file::ConfigFile;
pub use origin::Origin;
pub use outbound::{DEFAULT_CONTACT, Outbound};
pub use problem::{Problem, Problems};
pub use reader::{Noted, Reader, Refused};
pub use reference::reference_page;
pub use secret::Secret;
pub use server::Server;
pub use site::Site;
pub use source::{Source, path};
pub use store::{Store, StoreUrl};
pub use table::{DURATION, KEYS};
pub use written::Written;

/// The file that is read from the working directory if no other is named.
pub const FILE_NAME: &str = "maneki.toml";
