//! Which mirrors a client gets, and why it does not get the others.
//!
//! An answer is a pure function of a snapshot, a [`Client`], a [`Query`] and a rotation [`Slot`]: [`select`]. The
//! same arguments give the same answer, so that any answer can be repeated and explained: [`explain()`]. [`isos()`]
//! finds all mirrors of a folder of images, for pages.
//!
//! Selection is a ladder. Each [`Rung`] offers its mirrors in its order, and those that can serve the request are
//! taken until the list is full. `query` decides which mirrors can serve (or why not: [`Exclusion`]), and the files
//! in `ladder` which are offered: `on_net` those that name the client's network, `around` the others by distance,
//! and `shuffle` the order of equal mirrors. `builder` collects what is offered.

mod client;
mod exclusion;
mod explain;
mod isos;
mod ladder;
mod query;
mod rung;
mod selection;

pub use client::{Client, Slot};
pub use exclusion::Exclusion;
pub use explain::{Explanation, explain};
pub use isos::{Holder, Isos, isos};
pub use ladder::{NEAR_KM, select};
pub use query::Query;
pub use rung::Rung;
pub use selection::{Choice, Selection};
