use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::{BaseUrl, Protocol};
use maneki_mirror_registry::Mirror;
use strum::{Display, EnumCount, EnumString, IntoStaticStr, VariantArray};

use crate::fault::Fault;
use crate::health::{MirrorHealth, TreeHealth};
use crate::policy::Policy;
use crate::repository_health::RepositoryHealth;
use crate::state::State;

/// The health of a mirror in one word, best first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Display,
    EnumCount,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// It is served.
    Ok,
    /// It is served for what it has.
    Partial,
    /// Its content is too old.
    Expired,
    /// Nothing on it can be read.
    Unavailable,
}

impl Verdict {
    /// All verdicts, best first.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word in machine-readable output.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether clients are sent there at all.
    pub fn is_served(self) -> bool {
        matches!(self, Self::Ok | Self::Partial)
    }
}

/// A verdict, and the reason for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    pub verdict: Verdict,
    /// Whether the mirror was checked at all. Private mirrors never are.
    pub checked: bool,
    /// Why the verdict is not better.
    pub reason: Option<Box<str>>,
    /// The URL that the reason is about.
    pub url: Option<Arc<str>>,
}

impl Judged {
    fn new(verdict: Verdict, reason: Option<&Fault>, url: Option<&Arc<str>>) -> Self {
        let reason = reason.map(|fault| fault.to_string().into());
        Self { verdict, checked: true, reason, url: url.cloned() }
    }

    fn unchecked(verdict: Verdict) -> Self {
        Self { checked: false, ..Self::new(verdict, None, None) }
    }

    /// A verdict because of one repository.
    fn from_repository(verdict: Verdict, repository: Option<&RepositoryHealth>) -> Self {
        let reason = repository.and_then(RepositoryHealth::reason);
        Self::new(verdict, reason, repository.and_then(RepositoryHealth::url))
    }
}

/// The verdict on a mirror. Only the distribution itself counts; modules, images and IPv6 do not.
pub fn verdict(mirror: &Mirror, health: Option<&MirrorHealth>, policy: &Policy, now: Timestamp) -> Judged {
    if mirror.private {
        return Judged::unchecked(Verdict::Ok);
    }
    let Some(tree) = health.and_then(MirrorHealth::main) else {
        return Judged::unchecked(Verdict::Unavailable);
    };
    if !has(tree, State::is_readable) {
        return Judged::from_repository(Verdict::Unavailable, worst(tree, |state| !state.is_readable()));
    }
    match tree.freshness.objection(policy, now) {
        Ok(None) => {}
        Ok(Some(fault)) => return Judged::new(Verdict::Expired, Some(&fault), tree.freshness.url.as_ref()),
        Err(_) => return Judged::new(Verdict::Expired, None, tree.freshness.url.as_ref()),
    }
    if !has(tree, State::is_served) {
        return Judged::from_repository(Verdict::Expired, worst(tree, |state| state == State::Stale));
    }
    let lacking = worst(tree, |state| !state.is_served());
    if lacking.is_some_and(|repository| repository.state != State::Unknown) {
        return Judged::from_repository(Verdict::Partial, lacking);
    }
    if let Some(judged) = broken_protocol(mirror, tree) {
        return judged;
    }
    if lacking.is_some() {
        let reason = Some("some repositories have not been checked yet".into());
        return Judged { reason, ..Judged::from_repository(Verdict::Partial, lacking) };
    }
    Judged::new(Verdict::Ok, None, None)
}

fn has(tree: &TreeHealth, fits: fn(State) -> bool) -> bool {
    tree.repositories.values().any(|repository| fits(repository.state))
}

/// The worst repository whose state fits. A known fault is worse than a repository that has not been checked: the
/// operator of the mirror can fix only the first.
fn worst(tree: &TreeHealth, fits: fn(State) -> bool) -> Option<&RepositoryHealth> {
    let fitting = tree.repositories.values().map(Arc::as_ref).filter(|repository| fits(repository.state));
    fitting.max_by_key(|repository| (repository.state != State::Unknown, repository.state))
}

/// The verdict on a mirror that declares a protocol which fails. FTP is never checked.
fn broken_protocol(mirror: &Mirror, tree: &TreeHealth) -> Option<Judged> {
    let mut declared =
        mirror.urls.iter().map(BaseUrl::protocol).filter(|protocol| *protocol != Protocol::Ftp);
    let broken = declared.find(|protocol| tree.works(*protocol) == Some(false))?;
    let (_, route) = tree.routes.iter().find(|(route, _)| route.protocol == broken)?;
    let reason = route.fault.as_ref().map(|fault| format!("{broken} fails: {fault}").into());
    Some(Judged { reason, ..Judged::new(Verdict::Partial, None, Some(&route.url)) })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use maneki_mirror_registry::{Registry, SourceTree, Tree, parse};

    use super::*;
    use crate::fault::ConnectFault;
    use crate::health::RouteHealth;
    use crate::repository_health::Defects;
    use crate::route::Route;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: ['9']\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {'9': [x86_64]}\nrepos:\n  \
        - {name: a, path: A/}\n  - {name: b, path: B/}\n  - {name: c, path: C/}\n";

    const MIRROR: &str = "name: mirror.example\nupdate_frequency: 1h\nsponsor: S\n\
        sponsor_url: https://sponsor.example/\n\
        address: {http: 'http://mirror.example/', https: 'https://mirror.example/'}\n";

    fn registry() -> Registry {
        let tree = SourceTree::from_texts(CONFIG, [("m/mirror.example.yml", MIRROR)]);
        let parsed = parse(&tree, maneki_mirror_registry::ParseOptions::default());
        parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
    }

    /// The verdict and its reason, by what the three repositories have and whether https works.
    fn judged(states: [State; 3], https: bool) -> (&'static str, Option<String>) {
        let (registry, now) = (registry(), Timestamp::from_second(1_700_000_000).unwrap());
        let mut tree = TreeHealth::default();
        tree.freshness.claimed = Some(now);
        for (holding, state) in registry.catalog.holdings().into_iter().zip(states) {
            let reason = Some(Fault::Other(state.word().into()));
            let defects = Some(Box::new(Defects { reason, ..Defects::default() }));
            let defects = defects.filter(|_| !matches!(state, State::Current | State::Unknown));
            let repository = RepositoryHealth { state, defects, ..RepositoryHealth::default() };
            tree.repositories.insert(Arc::new(holding), Arc::new(repository));
        }
        let fault = (!https).then_some(Fault::Connect(ConnectFault::Refused));
        let route = RouteHealth { fault, since: now, url: "https://mirror.example/TIME".into() };
        tree.routes.insert(Route { protocol: Protocol::Https, family: None }, route);
        let trees = [(Tree::Main, tree)].into();
        let health = MirrorHealth { checked: Some(now), failed_rounds: 0, trees };
        let policy = Policy::new(Duration::from_hours(12), Duration::from_mins(15));
        let mirror = registry.mirrors.values().next().unwrap();
        let judged = verdict(mirror, Some(&health), &policy, now);
        (judged.verdict.word(), judged.reason.map(Into::into))
    }

    fn because(word: &'static str, reason: &str) -> (&'static str, Option<String>) {
        (word, Some(reason.to_owned()))
    }

    #[test]
    fn a_known_fault_is_reported_before_an_unchecked_repository() {
        use State::{Corrupt, Current, Missing, Stale, Unknown, Unreachable};
        assert_eq!(judged([Current, Unknown, Missing], true), because("partial", "missing"));
        assert_eq!(judged([Unknown, Missing, Unreachable], true), because("unavailable", "unreachable"));
        assert_eq!(judged([Unknown, Corrupt, Missing], true), because("unavailable", "corrupt"));
        assert_eq!(judged([Unknown, Stale, Unknown], true), because("expired", "stale"));
        let refused = "https fails: the connection is refused";
        assert_eq!(judged([Current, Unknown, Current], false), because("partial", refused));
        // Nothing else is known.
        let waiting = "some repositories have not been checked yet";
        assert_eq!(judged([Current, Unknown, Current], true), because("partial", waiting));
        assert_eq!(judged([Unknown, Unknown, Unknown], true), ("unavailable", None));
        assert_eq!(judged([Current, Current, Current], true), ("ok", None));
    }
}
