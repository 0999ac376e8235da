//! What changed between two rounds, in as few entries as possible.

use std::mem::{Discriminant, discriminant};
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{Holding, Tree};

use crate::fault::Fault;
use crate::health::{HealthTable, RouteHealth, TreeHealth};
use crate::repository_health::RepositoryHealth;
use crate::route::Route;
use crate::state::State;

/// A difference between two rounds.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When it was found.
    pub at: Timestamp,
    pub mirror: MirrorName,
    pub tree: Tree,
    pub kind: ChangeKind,
    /// Why the new state is not a good one, in at most [`Change::LONGEST_REASON`] characters. Of several
    /// repositories, the reason of the first.
    pub reason: Option<Box<str>>,
    /// The URL that the reason is about.
    pub url: Option<Arc<str>>,
}

/// What changed. The first check of anything is a change too.
#[derive(Debug, Clone, PartialEq)]
pub enum ChangeKind {
    /// Repositories went from one state to another, with the same kind of reason.
    Repositories {
        from: State,
        to: State,
        /// The repositories, in order; at least one.
        holdings: Vec<Arc<Holding>>,
    },
    /// `TIME` became readable or unreadable.
    Time {
        /// Whether it is readable now.
        works: bool,
    },
    /// A route began to work or to fail.
    Route {
        route: Route,
        /// Whether it works now.
        works: bool,
    },
}

impl Change {
    /// The limit for reasons, in characters: they contain text from strangers.
    pub const LONGEST_REASON: usize = 300;
}

/// The differences between two tables. A mirror that is no longer in the table has not changed.
pub fn changes(before: &HealthTable, after: &HealthTable, now: Timestamp) -> Vec<Change> {
    let mut changes = Vec::new();
    for (mirror, health) in after {
        let known = before.get(mirror);
        if known.is_some_and(|known| Arc::ptr_eq(known, health)) {
            continue;
        }
        for (tree, after) in &health.trees {
            let before = known.and_then(|known| known.trees.get(tree));
            changes.extend(differences(before, after).into_iter().map(|difference| Change {
                at: now,
                mirror: mirror.clone(),
                tree: tree.clone(),
                kind: difference.kind,
                reason: difference.fault.as_ref().map(brief),
                url: difference.url,
            }));
        }
    }
    changes
}

/// A change of one tree, and the fault that caused it.
struct Difference {
    kind: ChangeKind,
    fault: Option<Fault>,
    url: Option<Arc<str>>,
}

fn differences(before: Option<&TreeHealth>, after: &TreeHealth) -> Vec<Difference> {
    let time = difference_of_time(before, after);
    let routes =
        after.routes.iter().filter_map(|(route, health)| difference_of_route(before, *route, health));
    time.into_iter().chain(routes).chain(differences_of_repositories(before, after)).collect()
}

fn difference_of_time(before: Option<&TreeHealth>, after: &TreeHealth) -> Option<Difference> {
    let works = after.freshness.is_readable()?;
    let worked = before.and_then(|before| before.freshness.is_readable());
    (worked != Some(works)).then(|| Difference {
        kind: ChangeKind::Time { works },
        fault: after.freshness.fault.clone(),
        url: after.freshness.url.clone().filter(|_| !works),
    })
}

fn difference_of_route(
    before: Option<&TreeHealth>,
    route: Route,
    health: &RouteHealth,
) -> Option<Difference> {
    let works = health.fault.is_none();
    let known = before.and_then(|before| before.routes.get(&route));
    (known.map(|known| known.fault.is_none()) != Some(works)).then(|| Difference {
        kind: ChangeKind::Route { route, works },
        fault: health.fault.clone(),
        url: Some(Arc::clone(&health.url)).filter(|_| !works),
    })
}

/// Repositories with the same of these are one change: the state before, the state after, and the kind of reason.
type Group = (State, State, Option<Discriminant<Fault>>);

fn differences_of_repositories(before: Option<&TreeHealth>, after: &TreeHealth) -> Vec<Difference> {
    let mut groups: Vec<(Group, &RepositoryHealth, Vec<Arc<Holding>>)> = Vec::new();
    for (holding, health) in &after.repositories {
        let known = before.and_then(|before| before.repositories.get(holding));
        let from = known.map_or(State::Unknown, |known| known.state);
        if from == health.state {
            continue;
        }
        let group = (from, health.state, health.reason().map(discriminant));
        match groups.iter_mut().find(|(known, ..)| *known == group) {
            Some((_, _, holdings)) => holdings.push(Arc::clone(holding)),
            None => groups.push((group, health, vec![Arc::clone(holding)])),
        }
    }
    let differences = groups.into_iter().map(|((from, to, _), first, holdings)| Difference {
        kind: ChangeKind::Repositories { from, to, holdings },
        fault: first.reason().cloned(),
        url: first.reason().and(first.url().cloned()),
    });
    differences.collect()
}

fn brief(fault: &Fault) -> Box<str> {
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
    use crate::freshness::Freshness;
    use crate::health::MirrorHealth;

    fn holding(name: &str) -> Arc<Holding> {
        Arc::new(Holding {
            tree: Tree::Main,
            version: "9".parse().unwrap(),
            repository: RepositoryName::parse(name).unwrap(),
            arch: Arch::parse("x86_64").unwrap(),
            path: format!("9/{name}").into(),
        })
    }

    /// A table with one mirror. Each word is a repository, with its fault.
    fn table(repositories: &[(&str, Option<Fault>)]) -> HealthTable {
        let health = |fault: &Option<Fault>| {
            let mut health = RepositoryHealth {
                state: fault.as_ref().map_or(State::Current, Fault::state),
                ..RepositoryHealth::default()
            };
            health.update_defects(|defects| {
                defects.reason.clone_from(fault);
                defects.url = Some("http://mirror.example.org/".into());
            });
            health
        };
        let repositories = repositories.iter().map(|(name, fault)| (holding(name), Arc::new(health(fault))));
        let tree = TreeHealth { repositories: repositories.collect(), ..TreeHealth::default() };
        let health = MirrorHealth { trees: [(Tree::Main, tree)].into(), ..MirrorHealth::default() };
        [(MirrorName::parse("mirror.example.org").unwrap(), Arc::new(health))].into()
    }

    /// The state before, the state after, the number of repositories, and the reason.
    fn found(before: &HealthTable, after: &HealthTable) -> Vec<(State, State, usize, Option<String>)> {
        let changes = changes(before, after, Timestamp::UNIX_EPOCH).into_iter();
        let found = changes.map(|change| match change.kind {
            ChangeKind::Repositories { from, to, holdings } => {
                assert_eq!(change.url.is_some(), change.reason.is_some());
                (from, to, holdings.len(), change.reason.map(Into::into))
            }
            other => panic!("{other:?}"),
        });
        found.collect()
    }

    #[test]
    fn repositories_that_change_alike_for_the_same_kind_of_reason_are_one_change() {
        let size = |found| Some(Fault::Body(BodyFault::Size { expected: 10, found }));
        let refused = Some(Fault::Connect(ConnectFault::Refused));
        let good =
            table(&[("a", None), ("b", None), ("c", None), ("d", None), ("e", Some(Fault::Status(404)))]);
        assert_eq!(
            found(&HealthTable::new(), &good),
            [
                (State::Unknown, State::Current, 4, None),
                (State::Unknown, State::Missing, 1, Some("status 404".to_owned())),
            ]
        );
        let bad = table(&[("a", size(1)), ("b", size(2)), ("c", refused), ("d", None), ("e", None)]);
        assert_eq!(
            found(&good, &bad),
            [
                (State::Current, State::Corrupt, 2, size(1).map(|first| first.to_string())),
                (State::Current, State::Unreachable, 1, Some("the connection is refused".to_owned())),
                (State::Missing, State::Current, 1, None),
            ]
        );
        assert_eq!(found(&good, &good.clone()), []);
    }

    #[test]
    fn another_reason_for_the_same_state_is_not_a_change_and_neither_is_a_missing_mirror() {
        let closed = table(&[("a", Some(Fault::Closed)), ("b", None)]);
        let refused = table(&[("a", Some(Fault::Connect(ConnectFault::Refused)))]);
        assert_eq!(found(&closed, &refused), []);
        assert_eq!(found(&closed, &HealthTable::new()), []);
    }

    #[test]
    fn long_reasons_are_cut() {
        let long = table(&[("a", Some(Fault::Other("ä".repeat(10_000).into())))]);
        let changes = changes(&HealthTable::new(), &long, Timestamp::UNIX_EPOCH);
        let reason = changes[0].reason.as_deref().unwrap();
        assert_eq!(reason.chars().count(), Change::LONGEST_REASON + 1);
    }

    #[test]
    fn time_and_routes_change_when_they_begin_and_cease_to_work() {
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
