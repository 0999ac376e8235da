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
//! - [`advance()`] folds a report into a [`MirrorHealth`]: a [`Condition`] for each repository with its
//!   [`State`], since when and why; the ways (protocol and address family) that work; the age of `TIME`.
//! - [`verdict()`] says it in one word, and [`is_suspicious`] whether a round says more about us than about
//!   mirrors.

mod advance;
mod condition;
mod digest;
mod fault;
mod guard;
mod health;
mod judge;
mod observation;
mod plan;
mod policy;
mod reference;
mod time;
mod verdict;

pub use advance::{Terms, advance};
pub use condition::{Condition, State};
pub use digest::{Digest, InvalidDigest};
pub use fault::{BodyFault, ConnectFault, DigestFault, DnsFault, Fault, RedirectFault, TimeFault, TlsFault};
pub use guard::is_suspicious;
pub use health::{Freshness, HealthTable, MirrorHealth, TreeHealth, WayHealth};
pub use observation::{
    Family, NamedFile, Observation, Outcome, Report, Seen, Subject, TreeReport, Validators, Way,
};
pub use plan::{Ask, Expected, Look, Plan, TreeLook, plan};
pub use policy::Policy;
pub use reference::{Former, Publication, Published, Reference};
pub use time::parse_time;
pub use verdict::{Judged, Verdict, verdict};
