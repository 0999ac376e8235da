//! Counting: from a [`Contest`](crate::Contest) to an [`Outcome`].
//!
//! Each method is a state that advances until it is done or meets a tie that no rule decides.
//! [`explore`] then follows every way in which the tie can fall. The first of these ways, in the order of the
//! candidates, is the one whose rounds are shown.
//!
//! [`top_n`] adds up marks, [`meek_static`] is Meek's method with a quota that is computed once, [`meek_prf`] is
//! the reference implementation of Meek's method that the Proportional Representation Foundation published, and
//! [`scottish`] is the method of the Scottish Local Government Elections Order 2011.

mod explore;
mod lot;
mod meek_prf;
mod meek_static;
mod method;
mod outcome;
mod record;
mod scottish;
mod step;
mod tie;
mod top_n;

pub use method::{Method, NotCountable, Options, ShortSlate, count};
pub use outcome::{Outcome, Status};
pub use record::{Changes, Numbers, Record, Round};
pub use tie::{Tie, TieKind, TieRule};
