//! The folder of an election: what its files say, with the place of every value.

mod board;
mod day;
mod election;
mod nominations;
mod placed;
mod results;
mod roll;
mod voters;

pub use board::{Board, Director, Vacancy, read_board};
pub use election::{Election, Published, read_election};
pub use nominations::{Nomination, read_nominations};
pub use placed::Placed;
pub use results::{Results, read_results};
pub use roll::{Member, Roll, read_roll};
pub use voters::{Voter, read_voters};

use std::sync::Arc;

/// Everything that is known about an election.
#[derive(Debug, Clone)]
pub struct Folder {
    pub election: Election,
    pub roll: Roll,
    /// What was loaded into the voting platform.
    pub voters: Option<(Arc<str>, Vec<Voter>)>,
    pub nominations: Option<(Arc<str>, Vec<Nomination>)>,
    pub board: Option<Board>,
    pub results: Option<Results>,
}
