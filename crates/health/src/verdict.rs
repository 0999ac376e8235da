use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_model::Protocol;
use maneki_registry::Mirror;

use crate::condition::{Condition, State};
use crate::fault::Fault;
use crate::health::MirrorHealth;
use crate::policy::Policy;

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
    pub fn is_handed_out(self) -> bool {
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
    let worst = |fits: &dyn Fn(State) -> bool| -> Option<&Condition> {
        conditions().filter(|condition| fits(condition.state)).max_by_key(|condition| condition.state)
    };
    let of = |verdict, condition: Option<&Condition>| {
        let reason = condition.and_then(Condition::reason);
        Judged::new(verdict, reason, condition.and_then(Condition::url))
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
    if !conditions().any(|condition| condition.state.is_handed_out()) {
        return of(Verdict::Expired, worst(&|state| state == State::Stale));
    }
    if let Some(condition) = worst(&|state| !state.is_handed_out()) {
        return of(Verdict::Partial, Some(condition));
    }
    let declared = mirror.urls.iter().map(maneki_model::BaseUrl::protocol);
    // FTP is never asked.
    let mut asked = declared.filter(|protocol| *protocol != Protocol::Ftp);
    if let Some(broken) = asked.find(|protocol| tree.works(*protocol) == Some(false)) {
        let way = tree.ways.iter().find(|(way, _)| way.protocol == broken).map(|(_, way)| way);
        let fault = way.and_then(|way| way.fault.as_ref());
        let mut judged = Judged::new(Verdict::Partial, fault, way.map(|way| &way.url));
        judged.reason = judged.reason.map(|reason| format!("{broken} fails: {reason}").into());
        return judged;
    }
    Judged::new(Verdict::Ok, None, None)
}
