use crate::check::rights;
use crate::folder::Folder;
use crate::rules::Reading;
use crate::votes::{ReadVotes, Turnout};

/// The turnout, and whether it suffices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quorum {
    pub(crate) turnout: Turnout,
    /// What is missing, in words; empty where the quorum is met.
    pub(crate) missing: Vec<String>,
}

/// The turnout against the quorum of the rules; exactly the percentage suffices.
pub(crate) fn quorum(folder: &Folder, votes: &ReadVotes, reading: &Reading<'_>) -> Quorum {
    let turnout = turnout(folder, votes, reading);
    let rules = [
        ("quorum.heads", turnout.voted, turnout.eligible, "voters"),
        ("quorum.weight", turnout.weight, turnout.eligible_weight, "votes by weight"),
    ];
    let mut missing = Vec::new();
    for (key, voted, eligible, what) in rules {
        let Some(percent) = reading.number(key) else { continue };
        if u128::from(voted) * 100 < u128::from(percent) * u128::from(eligible) {
            missing.push(format!(
                "{voted} of {eligible} {what} are not consistent with {}: {percent} %",
                reading.cited(key)
            ));
        }
    }
    Quorum { turnout, missing }
}

fn turnout(folder: &Folder, votes: &ReadVotes, reading: &Reading<'_>) -> Turnout {
    let rights = rights(folder, reading);
    let mut turnout = votes.turnout.unwrap_or_else(|| Turnout {
        voted: votes.contest.ballots().unwrap_or(0),
        eligible: rights.iter().filter(|right| right.why.is_none()).count() as u64,
        weight: votes.contest.weight().unwrap_or(0),
        eligible_weight: rights.iter().map(|right| right.weight).sum(),
    });
    if reading.answer("quorum.of") == Some("all") {
        let members = &folder.roll.members;
        turnout.eligible = turnout.eligible.max(members.len() as u64);
        let weights = members.iter().filter_map(|member| reading.weight(&member.class.value));
        turnout.eligible_weight = turnout.eligible_weight.max(weights.sum());
    }
    turnout
}
