//! The history of a mirror, with routine changes folded so that the others stand out.

use jiff::Timestamp;
use maneki_ground_site::minute;
use maneki_mirror_health::{Change, ChangeKind, State};

use crate::recorded::Recorded;
use crate::state::change_text;
use crate::view::View;

/// A change as the page shows it.
pub(super) struct Line {
    pub(super) at: Timestamp,
    pub(super) minute: String,
    pub(super) text: String,
    pub(super) reason: Option<Recorded>,
}

/// Consecutive changes, the newest first.
pub(super) struct Run {
    /// Whether all of them are routine.
    pub(super) is_routine: bool,
    pub(super) lines: Vec<Line>,
}

impl Run {
    /// Whether the page folds it: routine, and long enough that folding saves space.
    pub(super) fn is_folded(&self) -> bool {
        self.is_routine && self.lines.len() > 2
    }

    /// The times of the oldest and the newest change.
    pub(super) fn span(&self) -> (&str, &str) {
        let [oldest, newest] =
            [self.lines.last(), self.lines.first()].map(|line| line.map_or("", |line| &line.minute));
        (oldest, newest)
    }
}

/// Changes, the newest first, in runs of routine and other ones.
pub(super) fn runs(changes: &[Change], view: &View<'_>) -> Vec<Run> {
    changes
        .chunk_by(|one, other| is_routine(one) == is_routine(other))
        .map(|chunk| Run {
            is_routine: is_routine(&chunk[0]),
            lines: chunk.iter().map(|change| line(change, view)).collect(),
        })
        .collect()
}

/// Whether a change belongs to the normal life of a mirror: it lags behind a publication, and catches up.
fn is_routine(change: &Change) -> bool {
    let is_normal = |state: &State| matches!(state, State::Current | State::Previous | State::Ahead);
    match &change.kind {
        ChangeKind::Repositories { from, to, .. } => is_normal(from) && is_normal(to),
        ChangeKind::Time { .. } | ChangeKind::Route { .. } => false,
    }
}

fn line(change: &Change, view: &View<'_>) -> Line {
    Line {
        at: change.at,
        minute: minute(change.at),
        text: change_text(change, view.texts()),
        reason: change.reason.as_deref().map(|reason| view.recorded(reason)),
    }
}
