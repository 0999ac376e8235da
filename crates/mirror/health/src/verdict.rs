use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_model::Protocol;
use maneki_mirror_registry::Mirror;

use crate::fault::Fault;
use crate::health::MirrorHealth;
use crate::policy::Policy;
use crate::repository_health::{RepositoryHealth, State};

/// A mirror in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Handed out.
    Ok,
    /// Handed out for what it has.
    Partial,
    /// Too old.
    Expired,
    /// Nothing there that could be read.
    Unavailable,
}

/// A verdict, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// In one word.
    pub verdict: Verdict,
    /// Whether anybody looked: private mirrors are taken on trust.
    pub checked: bool,
    /// Why it is not better.
    pub reason: Option<Box<str>>,
    /// The URL that the reason is about.
    pub url: Option<Arc<str>>,
}

impl Verdict {
    /// Every one, the best first.
    pub const ALL: [Self; 4] = [Self::Ok, Self::Partial, Self::Expired, Self::Unavailable];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Partial => "partial",
            Self::Expired => "expired",
            Self::Unavailable => "unavailable",
        }
    }

    /// Whether clients are sent there at all.
    pub fn is_served(self) -> bool {
        matches!(self, Self::Ok | Self::Partial)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Judged {
    fn new(verdict: Verdict, reason: Option<&Fault>, url: Option<&Arc<str>>) -> Self {
        let reason = reason.map(|fault| fault.to_string().into());
        Self { verdict, checked: true, reason, url: url.cloned() }
    }
}

/// What a mirror's health comes to: the first that fits. Only the distribution itself counts; modules, ISO
/// sets and IPv6 do not.
pub fn verdict(mirror: &Mirror, health: Option<&MirrorHealth>, policy: &Policy, now: Timestamp) -> Judged {
    if mirror.private {
        return Judged { checked: false, ..Judged::new(Verdict::Ok, None, None) };
    }
    let Some(tree) = health.and_then(MirrorHealth::main) else {
        return Judged { checked: false, ..Judged::new(Verdict::Unavailable, None, None) };
    };
    let conditions = || tree.repositories.values().map(Arc::as_ref);
    // Whoever is to mend something is told what is known; what nobody has looked at yet is no fault of theirs.
    let worst = |fits: &dyn Fn(State) -> bool| -> Option<&RepositoryHealth> {
        let fitting = conditions().filter(|condition| fits(condition.state));
        fitting.max_by_key(|condition| (condition.state != State::Unknown, condition.state))
    };
    let of = |verdict, condition: Option<&RepositoryHealth>| {
        let reason = condition.and_then(RepositoryHealth::reason);
        Judged::new(verdict, reason, condition.and_then(RepositoryHealth::url))
    };
    if !conditions().any(|condition| condition.state.is_readable()) {
        return of(Verdict::Unavailable, worst(&|state| !state.is_readable()));
    }
    match tree.freshness.objection(policy, now) {
        Ok(None) => {}
        Ok(Some(fault)) => {
            return Judged::new(Verdict::Expired, Some(&fault), tree.freshness.url.as_ref());
        }
        Err(_) => return Judged::new(Verdict::Expired, None, tree.freshness.url.as_ref()),
    }
    if !conditions().any(|condition| condition.state.is_served()) {
        return of(Verdict::Expired, worst(&|state| state == State::Stale));
    }
    let lacking = worst(&|state| !state.is_served());
    if lacking.is_some_and(|condition| condition.state != State::Unknown) {
        return of(Verdict::Partial, lacking);
    }
    let declared = mirror.urls.iter().map(maneki_mirror_model::BaseUrl::protocol);
    // FTP is never asked.
    let mut asked = declared.filter(|protocol| *protocol != Protocol::Ftp);
    if let Some(broken) = asked.find(|protocol| tree.works(*protocol) == Some(false)) {
        let route = tree.routes.iter().find(|(route, _)| route.protocol == broken).map(|(_, route)| route);
        let fault = route.and_then(|route| route.fault.as_ref());
        let mut judged = Judged::new(Verdict::Partial, fault, route.map(|route| &route.url));
        judged.reason = judged.reason.map(|reason| format!("{broken} fails: {reason}").into());
        return judged;
    }
    if lacking.is_some() {
        let reason = Some("not all of it was looked at yet".into());
        return Judged { reason, ..of(Verdict::Partial, lacking) };
    }
    Judged::new(Verdict::Ok, None, None)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use maneki_mirror_registry::{Registry, SourceTree, Tree, parse};

    use super::*;
    use crate::fault::ConnectFault;
    use crate::health::{RouteHealth, TreeHealth};
    use crate::observation::Route;
    use crate::repository_health::Defects;

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
            let trouble = Some(Box::new(Defects { reason, ..Defects::default() }));
            let trouble = trouble.filter(|_| !matches!(state, State::Current | State::Unknown));
            let condition = RepositoryHealth { state, trouble, ..RepositoryHealth::default() };
            tree.repositories.insert(Arc::new(holding), Arc::new(condition));
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

    fn told(word: &'static str, reason: &str) -> (&'static str, Option<String>) {
        (word, Some(reason.to_owned()))
    }

    #[test]
    fn a_known_fault_is_told_before_what_nobody_has_looked_at() {
        use State::{Corrupt, Current, Missing, Stale, Unknown, Unreachable};
        assert_eq!(judged([Current, Unknown, Missing], true), told("partial", "missing"));
        assert_eq!(judged([Unknown, Missing, Unreachable], true), told("unavailable", "unreachable"));
        assert_eq!(judged([Unknown, Corrupt, Missing], true), told("unavailable", "corrupt"));
        assert_eq!(judged([Unknown, Stale, Unknown], true), told("expired", "stale"));
        let refused = "https fails: the connection is refused";
        assert_eq!(judged([Current, Unknown, Current], false), told("partial", refused));
        // Where nothing else is to be told.
        let waiting = "not all of it was looked at yet";
        assert_eq!(judged([Current, Unknown, Current], true), told("partial", waiting));
        assert_eq!(judged([Unknown, Unknown, Unknown], true), ("unavailable", None));
        assert_eq!(judged([Current, Current, Current], true), ("ok", None));
    }
}
