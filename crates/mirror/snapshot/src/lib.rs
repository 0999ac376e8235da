//! What is served: the registry, where its mirrors stand, and the indexes that find them.
//!
//! A [`Snapshot`] is a pure function of declarations ([`Registry`](maneki_mirror_registry::Registry)) and of what
//! was learned about them ([`Observations`]). It never changes; a new one replaces it whole.
//!
//! The indexes are made for the questions that an answer asks, in its order: which mirrors name the
//! client's network ([`Snapshot::by_network`]), its system ([`Snapshot::by_asn`]), its cloud region
//! ([`Snapshot::by_cloud`]), which of those that carry a tree stand where ([`Geography`]), and which of them
//! has what is asked for ([`Snapshot::standings`]).

mod circle;
mod geography;
mod inputs;
mod published;
mod snapshot;
mod standing;
mod ways;

pub use circle::Circle;
pub use geography::{Country, Geography, Sight, Spot};
pub use inputs::{Basis, Drain, Drains, Health, Networks, Observations, Place, Places};
pub use snapshot::{Entry, MirrorId, Snapshot};
pub use standing::{Ill, Standing, Standings, Tier};
pub use ways::Ways;
