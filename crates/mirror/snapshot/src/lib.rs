//! The data of all answers: the registry, the places and the health of its mirrors, and the indexes that find them.
//!
//! A [`Snapshot`] is a pure function of the [`Registry`](maneki_mirror_registry::Registry) and of what is known
//! about its mirrors ([`Inputs`]). It never changes; a new snapshot replaces it whole.
//!
//! The files are in the order of the data:
//!
//! - `place`, `drain` and `inputs` hold what comes in, `entry` a mirror with all that is known about it.
//! - `cell` is what one mirror has of one repository, `table` what all mirrors have of one tree.
//! - `standing`, `tier`, `standings` and `tree_standings` turn this around: from a place in the tree to how each
//!   mirror stands for it ([`Snapshot::standings`]). This decides which mirrors are served.
//! - `routes` says over which protocols and address families a mirror works.
//! - `published` holds what the reference trees publish.
//! - `network_index`, `circle` and `geography` find mirrors: by the client's network
//!   ([`Snapshot::by_network`], [`Snapshot::by_cloud`]) and by distance ([`Geography`]).

mod cell;
mod circle;
mod drain;
mod entry;
mod geography;
mod inputs;
mod network_index;
mod place;
mod published;
mod routes;
mod snapshot;
mod standing;
mod standings;
mod table;
mod tier;
mod tree_standings;

pub use circle::Circle;
pub use drain::{Drain, Drains};
pub use entry::{MirrorEntry, MirrorId};
pub use geography::{Country, Geography, Sight, Spot};
pub use inputs::{Health, Inputs, Networks};
pub use place::{Basis, Place, Places};
pub use routes::Routes;
pub use snapshot::Snapshot;
pub use standing::{Cause, Standing};
pub use standings::Standings;
pub use tier::Tier;
