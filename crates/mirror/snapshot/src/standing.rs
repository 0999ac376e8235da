//! How mirrors stand for one place in the tree: what of health an answer depends on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{Condition, IsoSet, Policy, Published, State, TreeHealth};
use maneki_mirror_model::{BASEARCH, RepositoryName, Version};
use maneki_mirror_registry::{Catalog, Holding, IsoFolder, Target, Tree};
use rustc_hash::FxHashMap;

use crate::inputs::Health;
use crate::snapshot::{Entry, MirrorId};
use crate::ways::Ways;

/// How one mirror stands for one place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It has what is published.
    Current,
    /// It has something older or newer that may be handed out.
    Other,
    /// Nobody has looked yet.
    Unknown,
    /// It cannot serve now, and was among those that did last.
    LastGood(Ill),
    /// It cannot serve.
    Out(Ill),
    /// The operator has taken it out.
    Drained,
}

/// Why a mirror cannot serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ill {
    /// Its `TIME` is missing, invalid or too old: nothing of it is handed out.
    Expired,
    /// The state of the repository.
    Repository(State),
    /// Some of the images are not there, or not as large as they should be.
    Incomplete,
}

/// Which mirrors an answer is made of: the best that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Mirrors that were seen to be good.
    Good,
    /// None was, but some were not looked at.
    Unknown,
    /// None can serve; these were the last that could.
    LastGood,
    /// None ever could.
    Nothing,
}

/// How every mirror stands for one place in the tree.
#[derive(Debug, Clone)]
pub struct Standings {
    mirrors: Vec<Standing>,
    ways: Arc<WaysOfTree>,
    /// Who was last seen with what is neither published nor was, by mirror.
    unpublished: Vec<bool>,
    tier: Tier,
}

impl Ill {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Repository(state) => state.word(),
            Self::Incomplete => "incomplete",
        }
    }
}

impl Standings {
    /// Which mirrors an answer is made of.
    pub fn tier(&self) -> Tier {
        self.tier
    }

    /// How a mirror stands.
    pub fn of(&self, mirror: MirrorId) -> Standing {
        self.mirrors.get(mirror.index()).copied().unwrap_or(Standing::Unknown)
    }

    /// Whether a mirror was last seen with what is published, or was and still counts. One that was not seen,
    /// or is taken on trust, is believed to be so.
    pub fn has_published(&self, mirror: MirrorId) -> bool {
        !self.unpublished.get(mirror.index()).copied().unwrap_or_default()
    }

    /// Which ways to a mirror work.
    pub fn ways(&self, mirror: MirrorId) -> Ways {
        self.ways.by_mirror.get(mirror.index()).copied().unwrap_or_default()
    }

    /// Whether anything is to be made of what works over IPv6. Where it works nowhere, it fails here.
    pub fn tell_of_ipv6(&self) -> bool {
        self.ways.tell_of_ipv6
    }
}

/// The ways to one tree of every mirror.
#[derive(Debug)]
struct WaysOfTree {
    by_mirror: Vec<Ways>,
    /// Whether some public mirror serves over IPv6.
    tell_of_ipv6: bool,
}

/// The standings of one tree, by path.
#[derive(Debug, Clone, Default)]
pub(crate) struct TreeStandings {
    /// By the path of a repository, with a name for the architecture and with `$basearch`, and by the path of a
    /// folder of images, where it is known which there are.
    by_path: FxHashMap<Box<str>, Standings>,
    /// For paths that nobody is expected to have: whether the tree is there at all.
    whole: Option<Standings>,
}

impl TreeStandings {
    pub(crate) fn get(&self, target: &Target) -> Option<&Standings> {
        self.by_path.get(target.path.trim_end_matches('/')).or(self.whole.as_ref())
    }

    /// What was believed at a time, turned around: from mirrors with repositories to repositories with mirrors.
    pub(crate) fn of(
        tree: &Tree,
        catalog: &Catalog,
        entries: &[Entry],
        health: Option<Health<'_>>,
        now: Timestamp,
    ) -> Self {
        let patience = health.map_or(Duration::ZERO, |health| health.policy.allowed_outdate);
        let wanted: Vec<Holding> =
            catalog.holdings().into_iter().filter(|holding| holding.tree == *tree).collect();
        let row = |entry| Row::of(entry, tree, &wanted, health, now);
        let rows: Vec<Row> = entries.iter().map(row).collect();
        // Whoever does not carry the tree is neither good nor unknown for it.
        let has_a_say = |entry: &Entry| entry.mirror.is_public() && entry.urls(tree).is_some();
        let public: Vec<bool> = entries.iter().map(has_a_say).collect();
        let by_mirror: Vec<Ways> = entries.iter().map(|entry| Ways::of(entry, tree)).collect();
        let tell_of_ipv6 =
            by_mirror.iter().zip(&public).any(|(ways, public)| *public && !ways.working_over_ipv6.is_empty());
        let ways = Arc::new(WaysOfTree { by_mirror, tell_of_ipv6 });

        let mut groups = BTreeMap::<Box<str>, Vec<usize>>::new();
        let mut majorities = BTreeMap::<(&Version, &RepositoryName), Vec<usize>>::new();
        for (number, holding) in wanted.iter().enumerate() {
            groups.entry(holding.path.clone()).or_default().push(number);
            majorities.entry((&holding.version, &holding.repository)).or_default().push(number);
        }
        for ((version, repository), numbers) in majorities {
            if let Some(repository) = catalog.repositories.get(repository) {
                let path = format!("{version}/{}", repository.path);
                if path.contains(BASEARCH) {
                    groups.insert(path.trim_end_matches('/').into(), numbers);
                }
            }
        }
        let numbers_that = |fit: &dyn Fn(Seen) -> bool| -> BTreeSet<usize> {
            let anywhere = |&number: &usize| {
                rows.iter().zip(&public).any(|(row, public)| *public && fit(row.at(number).seen))
            };
            (0..wanted.len()).filter(anywhere).collect()
        };
        let served = numbers_that(&Seen::is_good);
        let once_served = numbers_that(&|seen| seen.good_until().is_some());
        let standings = |numbers: &[usize]| {
            // A new architecture that no mirror has yet must not take all of them out for the others.
            let among = |known: &BTreeSet<usize>| -> Vec<usize> {
                numbers.iter().copied().filter(|number| known.contains(number)).collect()
            };
            let counted = [among(&served), among(&once_served)].into_iter().find(|some| !some.is_empty());
            let counted = counted.as_deref().unwrap_or(numbers);
            let worst = |row: &Row| counted.iter().map(|&number| row.at(number)).reduce(Cell::worse);
            let cells: Vec<Cell> = rows.iter().map(|row| worst(row).unwrap_or_default()).collect();
            Standings::new(&cells, Arc::clone(&ways), &public, patience)
        };
        let mut by_path: FxHashMap<Box<str>, Standings> =
            groups.into_iter().map(|(path, numbers)| (path, standings(&numbers))).collect();
        let best = |row: &Row| (0..wanted.len()).map(|number| row.at(number)).min().unwrap_or_default();
        let whole: Vec<Cell> = rows.iter().map(best).collect();
        let sets = health.into_iter().flat_map(|health| health.reference.iso_sets());
        for (folder, set) in sets.filter(|(folder, _)| folder.tree == *tree) {
            let cell = |(entry, (row, whole)): (&Entry, (&Row, &Cell))| match row {
                Row::All(_) => *whole,
                Row::Each(_) => {
                    Cell { seen: seen_of_isos(entry, folder, set, whole.seen), ..Cell::default() }
                }
            };
            let cells: Vec<Cell> = entries.iter().zip(rows.iter().zip(&whole)).map(cell).collect();
            by_path.insert(folder.path.clone(), Standings::new(&cells, Arc::clone(&ways), &public, patience));
        }
        let whole = Standings::new(&whole, ways, &public, patience);
        Self { by_path, whole: Some(whole) }
    }
}

impl Standings {
    fn new(cells: &[Cell], ways: Arc<WaysOfTree>, public: &[bool], patience: Duration) -> Self {
        let among = |fits: &dyn Fn(&Seen) -> bool| {
            cells.iter().zip(public).any(|(cell, &public)| public && fits(&cell.seen))
        };
        let last = cells.iter().zip(public).filter(|(_, public)| **public);
        let last = last.filter_map(|(cell, _)| cell.seen.good_until()).max();
        let patience = SignedDuration::try_from(patience).unwrap_or(SignedDuration::MAX);
        let since = last.and_then(|last| last.checked_sub(patience).ok());
        let is_last_good =
            |seen: &Seen| seen.good_until().zip(since).is_some_and(|(until, since)| until >= since);
        let tier = if among(&|seen| seen.is_good()) {
            Tier::Good
        } else if among(&|seen| *seen == Seen::Unknown) {
            Tier::Unknown
        } else if among(&is_last_good) {
            Tier::LastGood
        } else {
            Tier::Nothing
        };
        let standing = |cell: &Cell| match cell.seen {
            Seen::Current => Standing::Current,
            Seen::Other => Standing::Other,
            Seen::Unknown => Standing::Unknown,
            Seen::Ill { why, .. } if is_last_good(&cell.seen) => Standing::LastGood(why),
            Seen::Ill { why, .. } => Standing::Out(why),
            Seen::Drained => Standing::Drained,
        };
        let unpublished = cells.iter().map(|cell| cell.unpublished).collect();
        Self { mirrors: cells.iter().map(standing).collect(), ways, unpublished, tier }
    }
}

/// What was seen of one repository on one mirror, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Cell {
    seen: Seen,
    /// It is neither what is published nor what was.
    unpublished: bool,
}

impl Cell {
    fn worse(self, other: Self) -> Self {
        Self { seen: self.seen.max(other.seen), unpublished: self.unpublished || other.unpublished }
    }
}

/// What it comes to, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Seen {
    Current,
    Other,
    #[default]
    Unknown,
    Ill {
        why: Ill,
        good_until: Option<Timestamp>,
    },
    Drained,
}

impl Seen {
    fn is_good(self) -> bool {
        matches!(self, Self::Current | Self::Other)
    }

    fn good_until(self) -> Option<Timestamp> {
        match self {
            Self::Ill { good_until, .. } => good_until,
            _ => None,
        }
    }
}

/// What was seen of a whole tree on one mirror.
enum Row {
    /// The same of every repository.
    All(Seen),
    /// By the number of the repository.
    Each(Vec<Cell>),
}

impl Row {
    fn at(&self, number: usize) -> Cell {
        match self {
            Self::All(seen) => Cell { seen: *seen, unpublished: false },
            Self::Each(cells) => cells.get(number).copied().unwrap_or_default(),
        }
    }

    fn of(
        entry: &Entry,
        tree: &Tree,
        wanted: &[Holding],
        health: Option<Health<'_>>,
        now: Timestamp,
    ) -> Self {
        if entry.drain.is_some() {
            return Self::All(Seen::Drained);
        }
        // Private mirrors are taken on trust, and everybody where nobody checks.
        let Some(health) = health.filter(|_| !entry.mirror.private) else { return Self::All(Seen::Current) };
        let Some(tree) = tree_health(entry, tree) else { return Self::All(Seen::Unknown) };
        let expired = !matches!(tree.freshness.objection(health.policy, now), Ok(None));
        // Both are in order, so one walk over both is enough.
        let mut known = tree.repositories.iter().peekable();
        let cells = wanted.iter().map(|holding| {
            while known.next_if(|(known, _)| ***known < *holding).is_some() {}
            match known.next_if(|(known, _)| ***known == *holding) {
                Some((_, condition)) => Cell {
                    seen: seen(condition, tree, expired, health.policy),
                    unpublished: is_unpublished(condition, health.reference.get(holding), health.policy, now),
                },
                None => Cell::default(),
            }
        });
        Self::Each(cells.collect())
    }
}

fn seen(condition: &Condition, tree: &TreeHealth, expired: bool, policy: &Policy) -> Seen {
    match condition.state {
        State::Unknown => Seen::Unknown,
        state if expired && state.is_handed_out() => {
            // With a TIME that cannot be read nobody knows when it was last good; it was when it was looked at.
            let end =
                tree.freshness.claimed.and_then(|claimed| claimed.checked_add(policy.allowed_outdate).ok());
            Seen::Ill { why: Ill::Expired, good_until: end.or(condition.since) }
        }
        State::Current => Seen::Current,
        State::Ahead | State::Previous => Seen::Other,
        state => Seen::Ill { why: Ill::Repository(state), good_until: condition.good_until() },
    }
}

/// What was seen of a set of images, where this was seen of the tree: who serves nothing of it serves no images
/// either. A set that was published after the mirror was asked is one that nobody has looked for.
fn seen_of_isos(entry: &Entry, folder: &IsoFolder, set: &IsoSet, of_tree: Seen) -> Seen {
    if !of_tree.is_good() {
        return of_tree;
    }
    let known = tree_health(entry, &folder.tree).and_then(|tree| tree.isos.get(folder));
    match known.filter(|known| known.set == *set) {
        None => Seen::Unknown,
        Some(known) if known.is_complete() => Seen::Current,
        Some(_) => Seen::Ill { why: Ill::Incomplete, good_until: None },
    }
}

/// Whether it was last seen with what a client that knows the digests refuses.
fn is_unpublished(
    condition: &Condition,
    published: Option<&Published>,
    policy: &Policy,
    now: Timestamp,
) -> bool {
    let publication = published.and_then(Published::here);
    publication
        .zip(condition.seen.as_deref())
        .is_some_and(|(publication, seen)| !publication.vouches_for(seen.digest, now, policy.allowed_outdate))
}

fn tree_health<'a>(entry: &'a Entry, tree: &Tree) -> Option<&'a TreeHealth> {
    entry.health.as_ref()?.trees.get(tree)
}
