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
//! - `pages`: what people see, written by `maneki_mirror_pages`
//! - `explained`: the answer that a client gets, with its reasons, for pages and the API
//! - `asker`: who asks; the only place that believes or doubts forwarded headers
//! - `refresh`: the one loop that reloads and publishes; `reload` is its pure judgement
//! - `keep`: what must survive a restart, written off the path of checks and answers
//! - `manners`: conditions and compression, for what is no list
//! - `past`: what is known of the past, for pages and the API
//! - `listen`: the accept loop; `access`: the access log, off the request path; `connections`: how many

mod access;
mod addresses;
mod answers;
mod asker;
mod audience;
mod branding;
mod clock;
mod connections;
mod deadline;
mod drains;
mod edition;
mod explained;
mod handlers;
mod keep;
mod listen;
mod load;
mod manners;
mod networks;
mod outside;
mod pages;
mod params;
mod past;
mod places;
mod refresh;
mod refusal;
mod reload;
mod remarks;
mod router;
mod serve;
mod usual;
mod watch;

pub use access::Place as AccessLines;
pub use clock::now;
pub use edition::{Edition, Readiness};
pub use keep::{KeepError, database};
pub use load::{Learned, Loaded, Loader, NotLoaded, report};
pub use networks::{FetchProblem, Wanted, restore};
pub use places::Addresses;
pub use remarks::lint_options;
pub use serve::{NotServed, Reconfigure, Service, serve};
