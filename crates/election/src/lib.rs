//! Elections and committees: rules as data, and counts that every reader can repeat.
//!
//! The modules follow the order of the data.
//!
//! ```text
//! file ──read──► Source ──votes──► Contest ──count──► Outcome
//! ```
//!
//! A [`Source`] is the text of a file; what is wrong with it goes into a [`Report`]. [`read_votes`] recognises files
//! of votes and makes a [`Contest`] of them: an election as a count sees it, with candidates, seats and [`Ballots`].
//! [`count()`] turns it into an [`Outcome`] with every round and every tie. The arithmetic is exact or rounded as the
//! method says ([`Decimal`]).

#![expect(missing_docs, reason = "a name that says everything needs no sentence beside it")]

mod ballots;
mod certify;
pub mod check;
pub mod command;
pub mod committee;
mod contest;
mod count;
pub mod folder;
mod hash;
mod number;
mod publish;
mod read;
mod report;
mod rules;
mod verify;
mod votes;

pub use ballots::{Ballots, MOST_BALLOTS, MOST_CANDIDATES};
pub use contest::{Candidate, Contest, Group, Totals, Votes};
pub use count::{
    Changes, Method, NotCountable, Numbers, Options, Outcome, Record, Round, ShortSlate, Status, Tie,
    TieKind, TieRule, count,
};
pub use number::Decimal;
pub use read::{Report, Source};
pub use rules::{
    BUILT_IN, Class, Period, Question, Reading, RuleDocument, RuleSet, RuleValue, Sourced, Unit, Unspecified,
    built_in, read_rules,
};
pub use verify::{Label, Request, Statement, verify};
pub use votes::{
    AuditEvent, ClassTable, ClassTables, Format, Ledger, LedgerRow, ReadOptions, ReadVotes, StartedCandidate,
    Turnout, read_audit, read_ledger, read_votes,
};
