use std::sync::Arc;

use jiff::Timestamp;

use crate::fault::Fault;

/// Whether the vault answers. It has no stand-in, so this changes no answer: it is for those who run it.
#[derive(Debug, Clone, PartialEq)]
pub struct VaultHealth {
    /// Where it was asked.
    pub url: Arc<str>,
    /// Why it does not; `None`: it does.
    pub fault: Option<Fault>,
    /// Since when it is so.
    pub since: Timestamp,
    /// When it was last asked.
    pub checked: Timestamp,
}

impl VaultHealth {
    /// What to believe after it was asked.
    pub fn advance(previous: Option<&Self>, url: Arc<str>, seen: Result<(), Fault>, now: Timestamp) -> Self {
        let fault = seen.err();
        let same = previous.filter(|one| one.url == url && one.fault.is_some() == fault.is_some());
        let since = same.map_or(now, |one| one.since);
        Self { url, fault, since, checked: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_known_since_when_it_is_away() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let url: Arc<str> = "https://vault.example.org/".into();
        let after = |before: Option<&VaultHealth>, seen, now| {
            VaultHealth::advance(before, Arc::clone(&url), seen, at(now))
        };
        let good = after(None, Ok(()), 1);
        let away = after(Some(&good), Err(Fault::Status(503)), 2);
        assert_eq!((away.since, away.fault.clone()), (at(2), Some(Fault::Status(503))));
        let still = after(Some(&away), Err(Fault::Closed), 3);
        assert_eq!((still.since, still.checked), (at(2), at(3)));
        assert_eq!(after(Some(&still), Ok(()), 4).since, at(4));
    }
}
