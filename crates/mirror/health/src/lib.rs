//! What we believe about mirrors, and how belief follows observation.
//!
//! ```text
//! Registry + HealthTable + Reference ──plan──► Plan ──(probe)──► Report ──advance──► MirrorHealth ──► Verdict
//! ```
//!
//! Everything here is a function of its arguments; time is one of them. In the order of the data:
//!
//! - [`Expected`] is what a mirror is to have: what the catalog names and the [`Reference`] does not lack.
//! - [`plan()`] says what to ask which mirror now: a [`Look`] each, with a way and questions.
//! - A [`Report`] is what was seen: [`Observation`]s, each with an [`Outcome`]; what can fail is a [`Fault`].
//! - [`advance()`] folds a report into a [`MirrorHealth`]: a [`RepositoryHealth`] for each repository with its
//!   [`State`], since when and why; the ways (protocol and address family) that work; the age of `TIME`.
//! - [`follow_up()`] asks for everything where a sample of it was not in order.
//! - [`changes()`] says what is different between two tables, for the history.
//! - [`propagation()`] says how long what was published took to reach the mirrors, [`Uptime`] how often a mirror
//!   was good: what the past comes to.
//! - A set of images ([`IsoSet`]) is what [`parse_checksum`] reads; an [`IsoHealth`] says whether it is there.
//! - [`VaultHealth`] is the vault's, which has no stand-in.
//! - [`verdict()`] says it in one word, and [`is_suspicious`] whether a round says more about us than about
//!   mirrors.

mod advance;
mod digest;
mod fault;
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
mod repository_health;
mod time;
mod vault;
mod verdict;
mod words;

pub use advance::{Terms, advance};
pub use digest::{Digest, Hash, InvalidDigest, Sha512};
pub use fault::{
    BodyFault, ConnectFault, DigestFault, DnsFault, Fault, RedirectFault, RsyncFault, TimeFault, TlsFault,
};
pub use guard::is_suspicious;
pub use health::{Freshness, HealthTable, MirrorHealth, RouteHealth, TreeHealth};
pub use history::{Change, ChangeKind, changes};
pub use iso::{IsoFile, IsoHealth, IsoSet, NotChecksum, is_file_name, parse_checksum};
pub use observation::{
    Family, NamedFile, Observation, Outcome, RepomdFacts, Report, Route, Subject, TreeReport, Validator,
};
pub use past::{Lag, Propagation, Publication, StateHistories, StateHistory, Uptime, propagation};
pub use plan::{Ask, Expected, IsoAsk, Look, Plan, TreeLook, follow_up, plan};
pub use policy::Policy;
pub use reference::{FormerPublication, Published, Reading, Reference, ReferenceRepository};
pub use repository_health::{Defects, RepositoryHealth, State};
pub use time::parse_time;
pub use vault::VaultHealth;
pub use verdict::{Judged, Verdict, verdict};
