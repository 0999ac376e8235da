use super::value::Kind;
use Kind::{Names, Number, Percent, Period, Text, Truth, WordList, Words};

/// Every key of `values` with what it may hold.
pub(super) static KEYS: &[(&str, Kind)] = &[
    ("seats", Number),
    ("quorum.heads", Percent),
    ("quorum.weight", Percent),
    ("quorum.extend", Truth),
    ("voters.cutoff", Words(&["on-or-before", "before"])),
    ("nominee.age", Period),
    ("nominee.age-by", Words(&["voting-opens", "record-date"])),
    ("nominee.committee", Words(&["barred", "allowed"])),
    ("nominee.terms", Number),
    ("nominee.pause", Period),
    ("nominee.years", Period),
    ("nomination.self", Words(&["never", "sponsors"])),
    ("nomination.sponsor", Words(&["affiliated", "anyone"])),
    ("nomination.community", Words(&["community-seat-only", "any"])),
    ("nomination.per-member", Number),
    ("nomination.confirm", Truth),
    ("nomination.opens", Period),
    ("nomination.opens-most", Period),
    ("nomination.closes", Period),
    ("record-date.least", Period),
    ("record-date.most", Period),
    ("notice.least", Period),
    ("notice.most", Period),
    ("voting.length", Period),
    ("term", Period),
    ("cohorts", Names),
    ("company.directors", Number),
    ("company.group", Number),
    ("board.least", Number),
    ("board.ordinary", Number),
    ("board.most", Number),
    ("board.per-platinum", Number),
    ("vacancy.window", Period),
    ("vacancy.inside", WordList(&["board", "open", "election"])),
    ("vacancy.outside", WordList(&["board", "open", "election"])),
    ("director.pay", Words(&["none"])),
    ("chair.director", Truth),
    ("method", Words(&["approval", "ranked", "meek-static", "meek-prf", "scottish"])),
    ("publish.class-least", Number),
    ("ledger.genesis", Text),
];

pub(super) fn kind(key: &str) -> Option<Kind> {
    KEYS.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind)
}
