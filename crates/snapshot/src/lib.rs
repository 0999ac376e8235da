//! What is served: the registry, where its mirrors stand, and the indexes that find them.
//!
//! A [`Snapshot`] is a pure function of declarations ([`Registry`](maneki_registry::Registry)) and of what
//! was learned about them ([`Places`], [`Networks`]). It never changes; a new one replaces it whole.
//!
//! The indexes are made for the questions that an answer asks, in its order: which mirrors name the
//! client's network ([`Snapshot::by_network`]), its system ([`Snapshot::by_asn`]), its cloud region
//! ([`Snapshot::by_cloud`]), and which of those that carry a tree stand where ([`Geography`]).

mod circle;
mod geography;
mod inputs;
mod snapshot;

pub use circle::Circle;
pub use geography::{Country, Geography};
pub use inputs::{Basis, Networks, Place, Places};
pub use snapshot::{Entry, MirrorId, Snapshot};
