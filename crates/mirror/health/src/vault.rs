use std::sync::Arc;

use jiff::Timestamp;

use crate::fault::Fault;

/// Whether the vault answers. Nothing can replace the vault, so this changes no answer: it informs operators.
#[derive(Debug, Clone, PartialEq)]
pub struct VaultHealth {
    /// The URL that was requested.
    pub url: Arc<str>,
    /// Why it fails; `None` if it answers.
    pub fault: Option<Fault>,
    /// Since when it fails or answers.
    pub since: Timestamp,
    /// When it was last checked.
    pub checked: Timestamp,
}

impl VaultHealth {
    /// The health after a check.
    pub fn advance(
        previous: Option<&Self>,
        url: Arc<str>,
        result: Result<(), Fault>,
        now: Timestamp,
    ) -> Self {
        let fault = result.err();
        let same = previous.filter(|known| known.url == url && known.fault.is_some() == fault.is_some());
        let since = same.map_or(now, |known| known.since);
        Self { url, fault, since, checked: now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vault_keeps_the_time_at_which_it_began_to_fail() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let url: Arc<str> = "https://vault.example.org/".into();
        let after = |before: Option<&VaultHealth>, result, now| {
            VaultHealth::advance(before, Arc::clone(&url), result, at(now))
        };
        let good = after(None, Ok(()), 1);
        let failed = after(Some(&good), Err(Fault::Status(503)), 2);
        assert_eq!((failed.since, failed.fault.clone()), (at(2), Some(Fault::Status(503))));
        let still = after(Some(&failed), Err(Fault::Closed), 3);
        assert_eq!((still.since, still.checked), (at(2), at(3)));
        assert_eq!(after(Some(&still), Ok(()), 4).since, at(4));
    }
}
