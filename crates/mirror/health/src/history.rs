//! What changed between two rounds, in as few words as possible.

use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{Holding, Tree};

use crate::fault::Fault;
use crate::health::{Freshness, HealthTable, MirrorHealth, RouteHealth, TreeHealth};
use crate::observation::Route;
use crate::repository_health::{RepositoryHealth, State};

/// Something that is different since the round before.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When it was found out.
    pub at: Timestamp,
    /// Of which mirror.
    pub mirror: MirrorName,
    /// Of which of its trees.
    pub tree: Tree,
    /// What it is.
    pub kind: ChangeKind,
    /// Why it is not better now, in at most [`Change::LONGEST_REASON`] characters; of several
    /// repositories, the reason of the first.
    pub reason: Option<Box<str>>,
    /// The URL that the reason is about.
    pub url: Option<Arc<str>>,
}

/// The kinds of changes. A first look is a change too.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeKind {
    /// Repositories went from one state to another, for the same kind of reason.
    Repositories {
        /// What they were.
        from: State,
        /// What they are.
        to: State,
        /// Which; in order, and at least one.
        holdings: Vec<Arc<Holding>>,
    },
    /// `TIME` can be read now, or cannot any more.
    Time {
        /// Whether it can.
        works: bool,
    },
    /// A way leads to the mirror now, or does not any more.
    Route {
        /// Which.
        route: Route,
        /// Whether it does.
        works: bool,
    },
}

impl Change {
    /// Reasons hold words of strangers; what is longer is cut.
    pub const LONGEST_REASON: usize = 300;
}

/// What is different in the table after a round. Mirrors that are not in it any more have not changed, they
/// are gone.
pub fn changes(before: &HealthTable, after: &HealthTable, now: Timestamp) -> Vec<Change> {
    let mut changes = Vec::new();
    for (mirror, health) in after {
        let known = before.get(mirror);
        if known.is_some_and(|known| Arc::ptr_eq(known, health)) {
            continue;
        }
        for (tree, after) in &health.trees {
            let before = known.and_then(|known: &Arc<MirrorHealth>| known.trees.get(tree));
            let found = of_tree(before, after);
            changes.extend(found.into_iter().map(|(kind, reason, url)| Change {
                at: now,
                mirror: mirror.clone(),
                tree: tree.clone(),
                kind,
                reason: reason.map(|fault| said_briefly(&fault)),
                url,
            }));
        }
    }
    changes
}

type Found = (ChangeKind, Option<Fault>, Option<Arc<str>>);

fn of_tree(before: Option<&TreeHealth>, after: &TreeHealth) -> Vec<Found> {
    let mut found = Vec::new();
    let readable = |freshness: &Freshness| match (&freshness.fault, freshness.claimed) {
        (Some(_), _) => Some(false),
        (None, claimed) => claimed.map(|_| true),
    };
    if let Some(works) = readable(&after.freshness)
        && before.and_then(|before| readable(&before.freshness)) != Some(works)
    {
        let fault = after.freshness.fault.clone();
        found.push((ChangeKind::Time { works }, fault, after.freshness.url.clone().filter(|_| !works)));
    }
    for (route, health) in &after.routes {
        let works = |health: &RouteHealth| health.fault.is_none();
        if before.and_then(|before| before.routes.get(route)).map(works) != Some(works(health)) {
            let kind = ChangeKind::Route { route: *route, works: works(health) };
            let url = Some(Arc::clone(&health.url)).filter(|_| !works(health));
            found.push((kind, health.fault.clone(), url));
        }
    }
    found.extend(of_repositories(before, after));
    found
}

/// What makes repositories one change: where from, where to, and for which kind of reason.
type Group = (State, State, Option<Discriminant<Fault>>);

fn of_repositories(before: Option<&TreeHealth>, after: &TreeHealth) -> Vec<Found> {
    let mut groups: Vec<(Group, &RepositoryHealth, Vec<Arc<Holding>>)> = Vec::new();
    for (holding, condition) in &after.repositories {
        let known = before.and_then(|before| before.repositories.get(holding));
        let from = known.map_or(State::Unknown, |known| known.state);
        if from == condition.state {
            continue;
        }
        let group = (from, condition.state, condition.reason().map(discriminant));
        match groups.iter_mut().find(|(known, ..)| *known == group) {
            Some((_, _, holdings)) => holdings.push(Arc::clone(holding)),
            None => groups.push((group, condition, vec![Arc::clone(holding)])),
        }
    }
    let found = groups.into_iter().map(|((from, to, _), first, holdings)| {
        (
            ChangeKind::Repositories { from, to, holdings },
            first.reason().cloned(),
            first.reason().and(first.url().cloned()),
        )
    });
    found.collect()
}

fn said_briefly(fault: &Fault) -> Box<str> {
    let text = fault.to_string();
    match text.char_indices().nth(Change::LONGEST_REASON) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use maneki_mirror_model::{Arch, RepositoryName};

    use super::*;
    use crate::fault::{BodyFault, ConnectFault};

    fn holding(name: &str) -> Arc<Holding> {
        Arc::new(Holding {
            tree: Tree::Main,
            version: "9".parse().unwrap(),
            repository: RepositoryName::parse(name).unwrap(),
            arch: Arch::parse("x86_64").unwrap(),
            path: format!("9/{name}").into(),
        })
    }

    /// What is wrong with each repository, if anything is; each word is a repository.
    fn table(repositories: &[(&str, Option<Fault>)]) -> HealthTable {
        let condition = |fault: &Option<Fault>| {
            let mut condition = RepositoryHealth {
                state: fault.as_ref().map_or(State::Current, Fault::state),
                ..RepositoryHealth::default()
            };
            condition.trouble(|trouble| {
                trouble.reason.clone_from(fault);
                trouble.url = Some("http://mirror.example.org/".into());
            });
            condition
        };
        let repositories =
            repositories.iter().map(|(name, fault)| (holding(name), Arc::new(condition(fault))));
        let tree = TreeHealth { repositories: repositories.collect(), ..TreeHealth::default() };
        let health = MirrorHealth { trees: [(Tree::Main, tree)].into(), ..MirrorHealth::default() };
        [(MirrorName::parse("mirror.example.org").unwrap(), Arc::new(health))].into()
    }

    /// From, to, how many, and why.
    fn told(before: &HealthTable, after: &HealthTable) -> Vec<(State, State, usize, Option<String>)> {
        let changes = changes(before, after, Timestamp::UNIX_EPOCH).into_iter();
        let told = changes.map(|change| match change.kind {
            ChangeKind::Repositories { from, to, holdings } => {
                assert_eq!(change.url.is_some(), change.reason.is_some());
                (from, to, holdings.len(), change.reason.map(Into::into))
            }
            other => panic!("{other:?}"),
        });
        told.collect()
    }

    #[test]
    fn what_went_the_same_way_for_the_same_kind_of_reason_is_one_change() {
        let size = |found| Some(Fault::Body(BodyFault::Size { expected: 10, found }));
        let refused = Some(Fault::Connect(ConnectFault::Refused));
        let good =
            table(&[("a", None), ("b", None), ("c", None), ("d", None), ("e", Some(Fault::Status(404)))]);
        assert_eq!(
            told(&HealthTable::new(), &good),
            [
                (State::Unknown, State::Current, 4, None),
                (State::Unknown, State::Missing, 1, Some("status 404".to_owned())),
            ]
        );
        let bad = table(&[("a", size(1)), ("b", size(2)), ("c", refused), ("d", None), ("e", None)]);
        assert_eq!(
            told(&good, &bad),
            [
                (State::Current, State::Corrupt, 2, size(1).map(|first| first.to_string())),
                (State::Current, State::Unreachable, 1, Some("the connection is refused".to_owned())),
                (State::Missing, State::Current, 1, None),
            ]
        );
        assert_eq!(told(&good, &good.clone()), []);
    }

    #[test]
    fn another_reason_for_the_same_state_is_no_change_and_neither_is_to_be_gone() {
        let closed = table(&[("a", Some(Fault::Closed)), ("b", None)]);
        let refused = table(&[("a", Some(Fault::Connect(ConnectFault::Refused)))]);
        assert_eq!(told(&closed, &refused), []);
        assert_eq!(told(&closed, &HealthTable::new()), []);
    }

    #[test]
    fn words_of_strangers_are_cut() {
        let long = table(&[("a", Some(Fault::Other("ä".repeat(10_000).into())))]);
        let changes = changes(&HealthTable::new(), &long, Timestamp::UNIX_EPOCH);
        let reason = changes[0].reason.as_deref().unwrap();
        assert_eq!(reason.chars().count(), Change::LONGEST_REASON + 1);
    }

    #[test]
    fn time_and_ways_are_told_when_they_begin_and_cease_to_work() {
        use maneki_mirror_model::Protocol;

        let route = Route { protocol: Protocol::Http, family: None };
        let table = |fault: Option<Fault>| -> HealthTable {
            let url: Arc<str> = "http://mirror.example.org/TIME".into();
            let freshness = Freshness {
                claimed: Some(Timestamp::UNIX_EPOCH),
                fault: fault.clone(),
                url: Some(Arc::clone(&url)),
                doubt: None,
            };
            let routes = [(route, RouteHealth { fault, since: Timestamp::UNIX_EPOCH, url })].into();
            let tree = TreeHealth { freshness, routes, ..TreeHealth::default() };
            let health = MirrorHealth { trees: [(Tree::Main, tree)].into(), ..MirrorHealth::default() };
            [(MirrorName::parse("mirror.example.org").unwrap(), Arc::new(health))].into()
        };
        let turns = |before: &HealthTable, after: &HealthTable| -> Vec<ChangeKind> {
            changes(before, after, Timestamp::UNIX_EPOCH).into_iter().map(|change| change.kind).collect()
        };
        let both = |works| [ChangeKind::Time { works }, ChangeKind::Route { route, works }];
        let (good, bad) = (table(None), table(Some(Fault::Closed)));
        assert_eq!(turns(&HealthTable::new(), &good), both(true));
        assert_eq!(turns(&good, &bad), both(false));
        assert_eq!(turns(&bad, &table(Some(Fault::Status(503)))), []);
        assert_eq!(turns(&bad, &good), both(true));
    }
}
