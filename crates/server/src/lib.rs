//! The service: what was published, the requests that are answered from it, and the loop that renews it.
//!
//! ```text
//!            load ──► Edition ──► Published ──► handlers ──► bytes
//!              ▲                                   ▲
//!  refresh ────┘ registry, signals, networks       └── asker: address, edition
//! ```
//!
//! - [`Edition`]: everything that an answer depends on, made whole and swapped whole
//! - [`Loader`]: from files to an edition, also for the command line
//! - `router` and `handlers`: all routes on one screen, one short function each
//! - `asker`: who asks; the only place that believes or doubts forwarded headers
//! - `refresh`: the one loop that reloads and publishes; `reload` is its pure judgement
//! - `listen`: the accept loop; `access`: the access log, off the request path; `connections`: how many

mod access;
mod addresses;
mod asker;
mod clock;
mod connections;
mod edition;
mod handlers;
mod listen;
mod load;
mod networks;
mod outside;
mod params;
mod places;
mod refresh;
mod refusal;
mod reload;
mod router;
mod serve;
mod watch;

pub use access::Place as AccessLines;
pub use clock::unix_seconds;
pub use edition::{Edition, Readiness};
pub use load::{Loaded, Loader, NotLoaded, report};
pub use networks::{Problem, Wanted, restore};
pub use serve::{NotServed, Reconfigure, Service, serve};
