//! What is the matter with a mirror, and a command that shows it again.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use maneki_mirror_formats::check::quoted;
use maneki_mirror_health::{Policy, RepositoryHealth, State, TreeHealth};
use maneki_mirror_model::Protocol;
use maneki_mirror_registry::Holding;
use maneki_mirror_snapshot::{MirrorEntry, Snapshot};

use crate::fault;
use crate::state::{colour, holding, key};
use crate::status::Status;
use maneki_ground_site::Texts;
use maneki_ground_site::minute;

/// One thing that is the matter, and everything that it concerns.
pub(super) struct Trouble<'a> {
    pub(super) colour: Status,
    /// What it is about, in a few words.
    pub(super) title: String,
    /// Why.
    pub(super) reason: Option<String>,
    pub(super) since: Option<String>,
    /// The first URL that it was seen at, and how to see it again.
    pub(super) url: Option<&'a str>,
    pub(super) command: Option<String>,
    /// What is published there, and what is there.
    pub(super) expected: Option<String>,
    pub(super) found: Option<String>,
    /// The repositories that it concerns: as many as are named, and how many more there are.
    pub(super) repositories: Vec<String>,
    pub(super) more: usize,
}

/// So many different troubles are told, the greatest first.
const TROUBLES: usize = 20;

/// So many repositories are named of each.
const NAMED: usize = 12;

impl<'a> Trouble<'a> {
    /// Everything that is the matter with a mirror that is looked at.
    pub(super) fn of(entry: &'a MirrorEntry, snapshot: &Snapshot, t: &Texts) -> Vec<Self> {
        let health = entry.health.as_deref().filter(|_| !entry.mirror.private);
        let trees = || health.into_iter().flat_map(|health| health.trees.values());
        let mut troubles: Vec<Self> = trees().filter_map(|tree| of_time(tree, snapshot, t)).collect();
        troubles.extend(trees().flat_map(|tree| of_ways(tree, t)));
        let mut of_repositories: Vec<Self> =
            trees().flat_map(|tree| of_repositories(tree, snapshot, t)).collect();
        of_repositories.sort_by_key(|trouble| std::cmp::Reverse(trouble.repositories.len() + trouble.more));
        troubles.extend(of_repositories);
        troubles.truncate(TROUBLES);
        troubles
    }

    fn new(colour: Status, title: String) -> Self {
        Self {
            colour,
            title,
            reason: None,
            since: None,
            url: None,
            command: None,
            expected: None,
            found: None,
            repositories: Vec::new(),
            more: 0,
        }
    }
}

/// `TIME` cannot be read, or says that everything is too old.
fn of_time<'a>(tree: &'a TreeHealth, snapshot: &Snapshot, t: &Texts) -> Option<Trouble<'a>> {
    // How long a round takes does not matter here.
    let policy = Policy::new(snapshot.catalog.allowed_outdate, Duration::ZERO);
    let fault = tree.freshness.objection(&policy, snapshot.created).ok()??;
    let url = tree.freshness.url.as_deref();
    Some(Trouble {
        reason: Some(fault::told(&fault, t)),
        url,
        command: url.map(reading),
        ..Trouble::new(Status::Expired, t.get("trouble-time").to_string())
    })
}

fn of_ways<'a>(tree: &'a TreeHealth, t: &Texts) -> Vec<Trouble<'a>> {
    let failing = tree.routes.iter().filter_map(|(way, health)| Some((way, health, health.fault.as_ref()?)));
    failing
        .map(|(way, health, fault)| Trouble {
            reason: Some(fault::told(fault, t)),
            since: Some(minute(health.since)),
            url: Some(&health.url),
            command: Some(match way.protocol {
                Protocol::Rsync => format!("rsync --contimeout=10 --list-only {}", quoted(&health.url)),
                _ => reading(&health.url),
            }),
            ..Trouble::new(Status::Partial, t.get("trouble-way").arg("way", fault::way(*way, t)).to_string())
        })
        .collect()
}

/// Repositories that went wrong for the same reason are one trouble.
fn of_repositories<'a>(tree: &'a TreeHealth, snapshot: &Snapshot, t: &Texts) -> Vec<Trouble<'a>> {
    let mut groups = BTreeMap::<(State, String), Vec<(&Arc<Holding>, &RepositoryHealth)>>::new();
    for (holding, condition) in &tree.repositories {
        if !matches!(condition.state, State::Current | State::Unknown) {
            let reason = condition.reason().map(|reason| fault::told(reason, t)).unwrap_or_default();
            groups.entry((condition.state, reason)).or_default().push((holding, condition));
        }
    }
    groups
        .into_iter()
        .map(|((state, reason), members)| of_group(state, reason, &members, snapshot, t))
        .collect()
}

fn of_group<'a>(
    state: State,
    reason: String,
    members: &[(&Arc<Holding>, &'a RepositoryHealth)],
    snapshot: &Snapshot,
    t: &Texts,
) -> Trouble<'a> {
    let title = t
        .get("trouble-repositories")
        .arg("count", members.len())
        .arg("state", t.get(key(state)).to_string())
        .to_string();
    let mut trouble = Trouble {
        reason: Some(reason).filter(|reason| !reason.is_empty()),
        since: members.iter().filter_map(|(_, condition)| condition.since).min().map(minute),
        repositories: members.iter().take(NAMED).map(|(one, _)| holding(one)).collect(),
        more: members.len().saturating_sub(NAMED),
        ..Trouble::new(colour(state), title)
    };
    let shown = members.iter().find_map(|(holding, condition)| Some((holding, condition, condition.url()?)));
    if let Some((holding, condition, url)) = shown {
        let differs = matches!(state, State::Ahead | State::Previous | State::Stale);
        trouble.url = Some(url);
        trouble.command = Some(if differs {
            format!(
                "curl --globoff --location --max-time 15 --silent --show-error {} | sha256sum",
                quoted(url)
            )
        } else {
            reading(url)
        });
        if differs {
            trouble.found = condition.repomd.as_ref().map(|seen| seen.digest.to_string());
            trouble.expected = published(holding, snapshot);
        }
    }
    trouble
}

fn published(holding: &Holding, snapshot: &Snapshot) -> Option<String> {
    let (version, repository, arch) =
        (holding.version.to_string(), &holding.repository, holding.arch.as_str());
    let target = snapshot.catalog.target(&version, repository.as_str(), Some(arch)).ok()?;
    Some(snapshot.reference_repository(&target)?.repomd.digest.to_string())
}

/// Shows the headers and what is there.
fn reading(url: &str) -> String {
    format!("curl --globoff --location --max-time 15 --include {}", quoted(url))
}
