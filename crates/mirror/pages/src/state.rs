//! The states of repositories, and changes between them, as people see them.

use maneki_ground_site::Texts;
use maneki_mirror_health::{Change, ChangeKind, State, Verdict};
use maneki_mirror_registry::{Holding, Tree};

use crate::fault;
use crate::status::Status;

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

/// Its symbol: lines in a square of 16 by 16 around the origin.
pub(crate) fn symbol(state: State) -> &'static str {
    match state {
        // A tick.
        State::Current => "M-5,.5L-1.5,4L5,-4",
        // An arrow to the front.
        State::Ahead => "M-6,0H5M1,-4L5,0L1,4",
        // An arrow to the back.
        State::Previous => "M6,0H-5M-1,-4L-5,0L-1,4",
        // A clock.
        State::Stale => "M-6,0a6,6 0 1 1 12,0a6,6 0 1 1 -12,0M0,-3.5V0L2.5,2",
        // An empty square.
        State::Missing => "M-5,-5H5V5H-5Z",
        // A cross.
        State::Corrupt => "M-5,-5L5,5M5,-5L-5,5",
        // A broken line.
        State::Unreachable => "M-7,0H-3M3,0H7M2,-4L-2,4",
        // Three dots.
        State::Unknown => "M-5,0h.1M0,0h.1M5,0h.1",
    }
}

/// Whether a repository in the state lacks something, so that it has to stand out.
pub(crate) fn is_fault(state: State) -> bool {
    matches!(state, State::Stale | State::Missing | State::Corrupt | State::Unreachable)
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

/// The status of a verdict.
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
pub(crate) fn change_text(change: &Change, t: &Texts) -> String {
    let text = match &change.kind {
        ChangeKind::Repositories { from, to, holdings } => {
            let (from, to) = (t.get(key(*from)).to_string(), t.get(key(*to)).to_string());
            let sentence = match &holdings[..] {
                [one] => t.get("change-repository").arg("repository", holding(one)),
                several => t.get("change-repositories").arg("count", several.len()),
            };
            sentence.arg("from", from).arg("to", to)
        }
        ChangeKind::Time { works: true } => t.get("change-time-works"),
        ChangeKind::Time { works: false } => t.get("change-time-fails"),
        ChangeKind::Route { route, works } => {
            let key = if *works { "change-route-works" } else { "change-route-fails" };
            t.get(key).arg("route", fault::route(*route, t))
        }
    };
    match &change.tree {
        Tree::Module(module) => format!("{module}: {text}"),
        Tree::Main | Tree::Vault => text.to_string(),
    }
}
