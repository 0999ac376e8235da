//! The mirror room of the service: the published edition, the answers from it, and the loop that renews it.
//!
//! ```text
//!            load ──► Edition ──► Published ──► handlers ──► bytes
//!              ▲                                   ▲
//!  refresh ────┘ registry, signals, networks       └── asker: address, edition
//! ```
//!
//! - [`Edition`]: everything that an answer depends on, swapped as a whole
//! - [`Loader`]: reads files, also for the command line
//! - `router` and `handlers`: all routes on one screen, one short function each
//! - `pages`: pages for people, written by `maneki_mirror_pages`
//! - `explained`: the answer that a client gets and its reasons, for pages and the API
//! - `asker`: the client of a request, and the edition that answers it
//! - `refresh`: the loop that reloads and publishes; `reload` is its pure decision
//! - `keep`: writes what must survive a restart, off the path of checks and answers
//! - `past`: the history, for pages and the API
//! - `open`: opens the room, with its routes, its answers and its tasks

mod addresses;
mod asker;
mod drains;
mod edition;
mod explained;
mod handlers;
mod keep;
mod load;
mod networks;
mod open;
mod outside;
mod pages;
mod params;
mod past;
mod places;
mod published;
mod readiness;
mod refresh;
mod refusal;
mod reload;
mod remarks;
mod router;
mod usual;
mod watch;

pub use edition::Edition;
pub use keep::{KeepError, database};
pub use load::{Learned, Loaded, Loader, NotLoaded, report};
pub use networks::{FetchProblem, Wanted, restore};
pub use open::{NotServed, Service, open};
pub use places::Addresses;
pub use refresh::Reconfigure;
pub use remarks::lint_options;
