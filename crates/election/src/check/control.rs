use std::collections::BTreeMap;

use super::standing::rights;
use crate::folder::Folder;
use crate::rules::Reading;

/// What a company, or a group of companies, holds of the board and of the vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub name: String,
    /// Whether it is a group of companies.
    pub is_group: bool,
    pub directors: u64,
    /// The weight of its members who may vote.
    pub weight: u64,
    /// The weight of all members who may vote.
    pub eligible_weight: u64,
    /// The quota at full turnout.
    pub quota: u64,
    /// The quota if exactly the quorum votes; `None` without a quorum by weight.
    pub quorum_quota: Option<u64>,
}

impl Share {
    /// Whether it fills a seat alone at full turnout.
    pub fn reaches_quota(&self) -> bool {
        self.weight >= self.quota && self.weight > 0
    }
}

/// The share of every company and every group.
pub fn control(folder: &Folder, reading: &Reading<'_>) -> Vec<Share> {
    let rights = rights(folder, reading);
    let eligible_weight: u64 = rights.iter().map(|right| right.weight).sum();
    let seats = folder.election.seats.value;
    let quota_of = |weight: u64| weight / (seats + 1) + 1;
    let quorum = reading.number("quorum.weight").map(|percent| (eligible_weight * percent).div_ceil(100));
    let mut found: BTreeMap<(bool, String), (u64, u64)> = BTreeMap::new();
    for (member, right) in folder.roll.members.iter().zip(&rights) {
        for (is_group, name) in [(false, member.company()), (true, member.group.as_deref())] {
            if let Some(name) = name {
                found.entry((is_group, name.to_owned())).or_default().1 += right.weight;
            }
        }
    }
    for director in folder.board.iter().flat_map(|board| &board.directors) {
        for (is_group, name) in [(false, &director.organisation), (true, &director.group)] {
            if let Some(name) = name {
                found.entry((is_group, name.value.clone())).or_default().0 += 1;
            }
        }
    }
    let shares = found.into_iter().map(|((is_group, name), (directors, weight))| Share {
        name,
        is_group,
        directors,
        weight,
        eligible_weight,
        quota: quota_of(eligible_weight),
        quorum_quota: quorum.map(quota_of),
    });
    shares.collect()
}
