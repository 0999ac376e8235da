//! A certificate: the result of an election, if no error stands against it under any reading of the rules.

mod judge;
mod quorum;

pub(crate) use judge::{Counted, judge};
pub(crate) use quorum::quorum;
