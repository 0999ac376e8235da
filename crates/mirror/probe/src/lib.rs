//! Probes mirrors: carries out a plan of `health`, politely and within limits, and reports what it observed.
//!
//! - [`Prober`] carries out one [`Look`](maneki_mirror_health::Look) at one mirror, or a whole round of them, within
//!   [`Limits`]. It sends requests with the [`Client`](maneki_ground_outbound::Client) of `outbound`, which limits the
//!   requests and connections of each host.
//! - `look` goes through a mirror: `routes` finds the routes to each tree, `route_probe` holds the requests to a tree
//!   over one route, `rsync` reads the greeting and the list of modules of an rsync server.
//! - [`parse_repomd`] reads the file that describes a repository.
//! - [`ReferenceTree`] reads what the reference publishes, over HTTP or from a folder.
//! - `fault` turns failures of requests into the faults of `health`.
//!
//! Every URL is a stranger's. Whatever a server does, a look ends in time and with a report.

mod fault;
mod limits;
mod look;
mod observed;
mod prober;
mod reference;
mod repomd;
mod route_probe;
mod routes;
mod rsync;

pub use limits::Limits;
pub use prober::Prober;
pub use reference::{ReferenceError, ReferenceTree};
pub use repomd::{RepomdError, parse_repomd};
