//! Meek's method with a quota that is computed once, as the election platform of the model distribution counts.
//!
//! With [`digits`](crate::Options::digits) every number equals the platform's, digit for digit. Beyond the platform:
//!
//! - **A count always ends.** The platform gives up after 200 iterations of one stage. This count goes on, and
//!   excludes the lowest candidate as soon as its distance to the next one is greater than the surplus S that is
//!   still to be passed on, S = Σ over the elected of (kept − quota). *Proof that this is the candidate who would
//!   be lowest in the end:* while a stage iterates, the keep of each elected candidate only falls, because a
//!   candidate who holds more than the quota keeps less and none ever regains a share. So what each hopeful
//!   receives only rises, and all rises together are at most what the elected still hold above the quota, which is
//!   S. A candidate with more than S fewer votes than the next one therefore keeps fewer votes. After 20,000 iterations the
//!   candidates within S of the lowest are tied.
//! - **Rounding elects no candidate.** Without `digits`, totals closer than 10⁻⁴⁰ are equal, and the rules for
//!   ties decide. The error of a total is below 10⁻⁶⁰: each number has 80 digits and there are at most 10¹⁶ votes.
//! - **A short slate** (no more candidates than seats) can be elected as a whole:
//!   [`ShortSlate`](crate::ShortSlate).

mod distribution;
mod narrow;
mod state;

pub(super) use state::{Manner, MeekStatic};
