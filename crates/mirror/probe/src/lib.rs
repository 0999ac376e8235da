//! Looks at mirrors: carries out a plan of `health`, politely and within bounds, and reports what was seen.
//!
//! - [`Prober`] is the one who asks, within [`Limits`]. [`Prober::look`] carries out one
//!   [`Look`](maneki_mirror_health::Look), [`Prober::round`] a whole plan; [`Prober::vault`] asks the vault.
//! - `request` is one question: redirects by hand, bodies counted as they come, every failure a
//!   [`Fault`](maneki_mirror_health::Fault). `connect` leads to a host: name, TCP, TLS, HTTP/1.1 or HTTP/2. `polite`
//!   has two places at each host, and room for two connections; a `line` is one, until the host has ended it as well.
//! - `rsync` reads the greeting and the list of modules of an rsync server.
//! - [`parse_repomd`] reads the file that says what is in a repository.
//! - [`ReferenceTree`] reads what the reference publishes, over HTTP or from a folder.
//!
//! Every URL is a stranger's. Whatever is behind it, a look ends in time and in a report.

mod connect;
mod fault;
mod limits;
mod line;
mod look;
mod polite;
mod prober;
mod reference;
mod repomd;
mod request;
mod round;
mod routes;
mod rsync;
mod vault;

pub use limits::Limits;
pub use prober::{Prober, ProberError, Settings};
pub use reference::{ReferenceError, ReferenceTree};
pub use repomd::{RepomdError, parse_repomd};
