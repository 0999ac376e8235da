//! Which mirrors a client gets, and why the others not.
//!
//! An answer is a pure function of a snapshot, a client, a question and a rotation slot: [`select`]. The
//! same arguments give the same answer, so that an old one can be repeated and explained: [`explain()`]. What pages
//! about images show besides is [`isos()`].
//!
//! Selection is a ladder. Each [`Rung`] offers its mirrors in its order; those that can serve the request
//! are taken until the list is full. The rungs are in `ladder`, one file for each idea: the networks that
//! mirrors name (`on_net`), the neighbourhood (`around`), and the lot (`shuffle`).

mod client;
mod explain;
mod isos;
mod ladder;
mod query;
mod selection;

pub use client::{Client, Slot};
pub use explain::{Exclusion, Explanation, explain};
pub use isos::{Holder, Isos, isos};
pub use ladder::{NEAR_KM, select};
pub use query::Query;
pub use selection::{Choice, Rung, Selection};
