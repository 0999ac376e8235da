//! The health of mirrors, and how it follows from observations.
//!
//! ```text
//! Registry + HealthTable + Reference ──plan──► Plan ──(probe)──► Report ──advance──► MirrorHealth ──► Verdict
//! ```
//!
//! Everything here is a function of its arguments, and time is one of them. In the order of the data:
//!
//! - The [`Reference`] is what the distribution publishes, [`Expected`] what each mirror should have of that.
//! - [`plan()`] says what to ask which mirror now: one [`Look`] for each, and in it one [`Ask`] for each repository.
//! - A [`Report`] holds the [`Observation`]s of one look, each with an [`Outcome`]. All that can fail is a [`Fault`].
//! - [`advance()`] folds a report into the [`MirrorHealth`]: for each repository a [`RepositoryHealth`] with its
//!   [`State`], for each [`Route`] (a protocol and an address family) whether it works, for each set of images
//!   ([`IsoSet`], read by [`parse_checksum`]) whether it is complete, and the age of `TIME` ([`Freshness`]).
//! - [`follow_up()`] asks for everything if a sample was not in order.
//! - [`verdict()`] sums up a mirror in one word. [`MirrorHealth::serves_like`] says whether answers change.
//! - [`is_suspicious`] says whether a round shows a fault of our own network and not of the mirrors.
//! - [`changes()`] compares two tables for the history. From the history follow [`propagation()`], the time that
//!   publications took to reach the mirrors, and [`Uptime`].
//! - [`VaultHealth`] is the health of the vault, which nothing can replace.

mod advance;
mod checksum;
mod digest;
mod expected;
mod fault;
mod freshness;
mod guard;
mod health;
mod history;
mod iso;
mod judge;
mod observation;
mod past;
mod plan;
mod policy;
mod reference;
mod repomd;
mod repository_health;
mod route;
mod state;
mod terms;
mod time;
mod vault;
mod verdict;

pub use advance::advance;
pub use checksum::{NotChecksum, is_file_name, parse_checksum};
pub use digest::{Digest, Hash, InvalidDigest, Sha512};
pub use expected::Expected;
pub use fault::{
    BodyFault, ConnectFault, DigestFault, DnsFault, Fault, RedirectFault, RsyncFault, TimeFault, TlsFault,
};
pub use freshness::Freshness;
pub use guard::is_suspicious;
pub use health::{HealthTable, MirrorHealth, RouteHealth, TreeHealth};
pub use history::{Change, ChangeKind, changes};
pub use iso::{IsoFile, IsoHealth, IsoSet};
pub use observation::{Observation, Outcome, Report, Subject, TreeReport};
pub use past::{Lag, Propagation, Publication, StateHistories, StateHistory, Uptime, propagation};
pub use plan::{Ask, IsoAsk, Look, Plan, TreeLook, follow_up, plan};
pub use policy::Policy;
pub use reference::{FormerPublication, Published, Reading, Reference, ReferenceRepository};
pub use repomd::{NamedFile, RepomdFacts, Validator};
pub use repository_health::{Defects, RepositoryHealth};
pub use route::{Family, Route};
pub use state::State;
pub use terms::Terms;
pub use time::parse_time;
pub use vault::VaultHealth;
pub use verdict::{Judged, Verdict, verdict};
