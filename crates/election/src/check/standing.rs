use crate::folder::{Folder, Member};
use crate::rules::Reading;

/// What a member may do in the vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// Why the member may not vote; `None` for one who may.
    pub why: Option<String>,
    /// The weight of the vote; 0 for one who may not vote.
    pub weight: u64,
}

/// What each member may do, in the order of the roll.
pub fn rights(folder: &Folder, reading: &Reading<'_>) -> Vec<Right> {
    folder.roll.members.iter().map(|member| right(folder, reading, member)).collect()
}

/// Whether a member may vote: in good standing on the record date, in a class that has a vote.
pub(super) fn right(folder: &Folder, reading: &Reading<'_>, member: &Member) -> Right {
    let record_date = folder.election.record_date.value;
    let strictly = reading.word("voters.cutoff") == Some("before");
    let is_late = member.approved > record_date || (strictly && member.approved == record_date);
    let weight = reading.weight(&member.class.value);
    let why = if is_late {
        Some("approved after the record date")
    } else if let Some(objection) = member.objection(record_date) {
        Some(objection)
    } else {
        match weight {
            None => Some("class unknown"),
            Some(0) => Some("class has no vote"),
            Some(_) => None,
        }
    };
    let weight = if why.is_none() { weight.unwrap_or(0) } else { 0 };
    Right { why: why.map(str::to_owned), weight }
}
