//! What is wrong with a mirror, one box for each cause, and a command that shows it again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_ground_site::{Texts, minute};
use maneki_mirror_formats::check::quoted;
use maneki_mirror_health::{Policy, RepositoryHealth, Route, RouteHealth, State, TreeHealth};
use maneki_mirror_model::Protocol;
use maneki_mirror_registry::Holding;
use maneki_mirror_snapshot::{MirrorEntry, Snapshot};

use crate::fault;
use crate::state::{colour, holding, key};
use crate::status::Status;

/// One cause, with everything that it affects.
pub(super) struct Problem<'a> {
    /// The worst that it leads to.
    pub(super) colour: Status,
    /// What was found, in a sentence.
    pub(super) cause: String,
    /// When the first effect was noticed.
    since: Option<Timestamp>,
    /// The first URL at which it was found.
    pub(super) url: Option<&'a str>,
    /// A command that shows it again.
    pub(super) command: Option<String>,
    /// The digest that is published, and the one that the mirror has.
    pub(super) expected: Option<String>,
    pub(super) found: Option<String>,
    pub(super) effects: Vec<Effect>,
}

/// What a cause leads to.
pub(super) struct Effect {
    pub(super) text: String,
    /// The affected repositories: as many as are named, and how many more there are.
    pub(super) repositories: Vec<String>,
    pub(super) more: usize,
}

/// Problems on a page at most, the worst first.
const MAX_PROBLEMS: usize = 20;

/// Repositories that an effect names at most.
const MAX_NAMED: usize = 12;

/// The problems of a mirror, the worst first. Private mirrors are not checked and have none.
pub(super) fn problems<'a>(entry: &'a MirrorEntry, snapshot: &Snapshot, t: &Texts) -> Vec<Problem<'a>> {
    let health = entry.health.as_deref().filter(|_| !entry.mirror.private);
    let trees = || health.into_iter().flat_map(|health| health.trees.values());
    // An outdated TIME and failing routes are single effects; they come first among equals.
    let found = trees()
        .filter_map(|tree| from_time(tree, snapshot, t))
        .chain(trees().flat_map(|tree| from_routes(tree, t)))
        .chain(trees().flat_map(|tree| from_repositories(tree, snapshot, t)));
    let mut problems: Vec<Problem<'a>> = Vec::new();
    for problem in found {
        match problems.iter_mut().find(|known| known.cause == problem.cause) {
            Some(known) => known.join(problem),
            None => problems.push(problem),
        }
    }
    problems.sort_by_key(|problem| std::cmp::Reverse((problem.colour, problem.affected())));
    problems.truncate(MAX_PROBLEMS);
    problems
}

impl<'a> Problem<'a> {
    fn new(colour: Status, cause: String, effect: Effect) -> Self {
        Self {
            colour,
            cause,
            since: None,
            url: None,
            command: None,
            expected: None,
            found: None,
            effects: vec![effect],
        }
    }

    /// Adds what another problem of the same cause affects. The first URL and its command stay.
    fn join(&mut self, other: Self) {
        self.colour = self.colour.max(other.colour);
        self.since = [self.since, other.since].into_iter().flatten().min();
        if self.url.is_none() {
            (self.url, self.command) = (other.url, other.command);
        }
        if self.expected.is_none() {
            (self.expected, self.found) = (other.expected, other.found);
        }
        self.effects.extend(other.effects);
    }

    /// The time when it was noticed, to the minute.
    pub(super) fn since(&self) -> Option<String> {
        self.since.map(minute)
    }

    fn affected(&self) -> usize {
        self.effects.iter().map(|effect| 1 + effect.repositories.len() + effect.more).sum()
    }

    /// Whether the published digest and that of the mirror differ: `command` computes the latter.
    fn compare(&mut self, url: &'a str, expected: Option<String>, found: Option<String>) {
        self.url = Some(url);
        self.command = Some(format!(
            "curl --globoff --location --max-time 15 --silent --show-error {} | sha256sum",
            quoted(url)
        ));
        (self.expected, self.found) = (expected, found);
    }

    /// The URL whose headers and content show the problem.
    fn read(&mut self, url: &'a str) {
        self.url = Some(url);
        self.command = Some(format!("curl --globoff --location --max-time 15 --include {}", quoted(url)));
    }
}

impl Effect {
    fn new(text: String) -> Self {
        Self { text, repositories: Vec::new(), more: 0 }
    }
}

/// `TIME` cannot be read, or is too old.
fn from_time<'a>(tree: &'a TreeHealth, snapshot: &Snapshot, t: &Texts) -> Option<Problem<'a>> {
    // How long a round takes does not matter here.
    let policy = Policy::new(snapshot.catalog.allowed_outdate, Duration::ZERO);
    let fault = tree.freshness.objection(&policy, snapshot.created).ok()??;
    let effect = Effect::new(t.get("effect-time").to_string());
    let mut problem = Problem::new(Status::Expired, fault::sentence(&fault, t), effect);
    if let Some(url) = tree.freshness.url.as_deref() {
        problem.read(url);
    }
    Some(problem)
}

/// Routes that fail: protocols, over IPv4 or IPv6.
fn from_routes<'a>(tree: &'a TreeHealth, t: &Texts) -> Vec<Problem<'a>> {
    tree.routes.iter().filter_map(|(route, health)| from_route(*route, health, t)).collect()
}

fn from_route<'a>(route: Route, health: &'a RouteHealth, t: &Texts) -> Option<Problem<'a>> {
    let fault = health.fault.as_ref()?;
    let effect = Effect::new(t.get("effect-route").arg("route", fault::route(route, t)).to_string());
    let mut problem = Problem::new(Status::Partial, fault::sentence(fault, t), effect);
    problem.since = Some(health.since);
    problem.read(&health.url);
    if route.protocol == Protocol::Rsync {
        problem.command = Some(format!("rsync --contimeout=10 --list-only {}", quoted(&health.url)));
    }
    Some(problem)
}

/// Repositories in the same state for the same reason are one effect.
fn from_repositories<'a>(tree: &'a TreeHealth, snapshot: &Snapshot, t: &Texts) -> Vec<Problem<'a>> {
    let mut groups = BTreeMap::<(State, String), Vec<(&Arc<Holding>, &RepositoryHealth)>>::new();
    for (holding, health) in &tree.repositories {
        if !matches!(health.state, State::Current | State::Unknown) {
            let cause = match health.reason() {
                Some(fault) => fault::sentence(fault, t),
                None => t.get(key(health.state)).to_string(),
            };
            groups.entry((health.state, cause)).or_default().push((holding, health));
        }
    }
    groups
        .into_iter()
        .map(|((state, cause), members)| from_group(state, cause, &members, snapshot, t))
        .collect()
}

fn from_group<'a>(
    state: State,
    cause: String,
    members: &[(&Arc<Holding>, &'a RepositoryHealth)],
    snapshot: &Snapshot,
    t: &Texts,
) -> Problem<'a> {
    let text =
        t.get("effect-repositories").arg("count", members.len()).arg("state", t.get(key(state)).to_string());
    let effect = Effect {
        text: text.to_string(),
        repositories: members.iter().take(MAX_NAMED).map(|(one, _)| holding(one)).collect(),
        more: members.len().saturating_sub(MAX_NAMED),
    };
    let mut problem = Problem::new(colour(state), cause, effect);
    problem.since = members.iter().filter_map(|(_, health)| health.since).min();
    let first = members.iter().find_map(|(holding, health)| Some((holding, health, health.url()?)));
    if let Some((holding, health, url)) = first {
        if matches!(state, State::Ahead | State::Previous | State::Stale) {
            let found = health.repomd.as_ref().map(|repomd| repomd.digest.to_string());
            problem.compare(url, published(holding, snapshot), found);
        } else {
            problem.read(url);
        }
    }
    problem
}

/// The digest of the current publication of a holding.
fn published(holding: &Holding, snapshot: &Snapshot) -> Option<String> {
    let (version, repository, arch) =
        (holding.version.to_string(), &holding.repository, holding.arch.as_str());
    let target = snapshot.catalog.target(&version, repository.as_str(), Some(arch)).ok()?;
    Some(snapshot.reference_repository(&target)?.repomd.digest.to_string())
}
