//! The states of repositories, and changes between them, as people see them.

use maneki_mirror_health::{Change, ChangeKind, State, Verdict};
use maneki_mirror_registry::{Holding, Tree};

use crate::fault;
use crate::status::Status;
use maneki_ground_site::Texts;

/// The key of a state's text.
pub(crate) fn key(state: State) -> &'static str {
    match state {
        State::Current => "state-current",
        State::Ahead => "state-ahead",
        State::Previous => "state-previous",
        State::Stale => "state-stale",
        State::Missing => "state-missing",
        State::Corrupt => "state-corrupt",
        State::Unreachable => "state-unreachable",
        State::Unknown => "state-unknown",
    }
}

/// A letter for it, the same in every language: there is room for no more in a grid.
pub(crate) fn letter(state: State) -> char {
    match state {
        State::Current => 'C',
        State::Ahead => 'A',
        State::Previous => 'P',
        State::Stale => 'S',
        State::Missing => 'M',
        State::Corrupt => 'X',
        State::Unreachable => 'U',
        State::Unknown => '?',
    }
}

/// The status that has its colour.
pub(crate) fn colour(state: State) -> Status {
    match state {
        State::Current | State::Ahead => Status::Good,
        State::Previous => Status::Partial,
        State::Stale => Status::Expired,
        State::Missing | State::Corrupt | State::Unreachable => Status::Unavailable,
        State::Unknown => Status::Waiting,
    }
}

/// Every state: its letter, the key of its text, its colour.
pub(crate) fn legend() -> impl Iterator<Item = (char, &'static str, Status)> {
    State::ALL.iter().map(|&state| (letter(state), key(state), colour(state)))
}

/// How a mirror did that was judged so.
pub(crate) fn status(verdict: Verdict) -> Status {
    match verdict {
        Verdict::Ok => Status::Good,
        Verdict::Partial => Status::Partial,
        Verdict::Expired => Status::Expired,
        Verdict::Unavailable => Status::Unavailable,
    }
}

/// A holding as people call it: `9.6 baseos x86_64`.
pub(crate) fn holding(holding: &Holding) -> String {
    format!("{} {} {}", holding.version, holding.repository, holding.arch)
}

/// A change in a sentence.
pub(crate) fn change(change: &Change, t: &Texts) -> String {
    let said = match &change.kind {
        ChangeKind::Repositories { from, to, holdings } => {
            let (from, to) = (t.get(key(*from)).to_string(), t.get(key(*to)).to_string());
            let text = match &holdings[..] {
                [one] => t.get("change-repository").arg("repository", holding(one)),
                several => t.get("change-repositories").arg("count", several.len()),
            };
            text.arg("from", from).arg("to", to)
        }
        ChangeKind::Time { works: true } => t.get("change-time-works"),
        ChangeKind::Time { works: false } => t.get("change-time-fails"),
        ChangeKind::Route { route: way, works: true } => {
            t.get("change-way-works").arg("way", fault::way(*way, t))
        }
        ChangeKind::Route { route: way, works: false } => {
            t.get("change-way-fails").arg("way", fault::way(*way, t))
        }
    };
    match &change.tree {
        Tree::Module(module) => format!("{module}: {said}"),
        Tree::Main | Tree::Vault => said.to_string(),
    }
}
