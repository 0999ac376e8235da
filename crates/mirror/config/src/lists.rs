use std::num::NonZeroUsize;
use std::time::Duration;

use maneki_ground_config::{Noted, Reader, Refused, duration};
use maneki_mirror_model::{BaseUrl, Protocol};

/// `[mirror]`: answers to clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    /// The greatest number of mirrors in an answer.
    pub length: NonZeroUsize,
    /// How long a client gets the same order; at least one second.
    pub rotation: Duration,
    /// The base URL that is served when no mirror can serve a request.
    pub fallback_url: Option<BaseUrl>,
}

/// A longer list would be a download, not an answer.
const MAX_LENGTH: usize = 100;

impl Lists {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let length = reader.number("mirror.list_length", length);
        let rotation = reader.text("mirror.rotation", duration);
        let fallback_url = reader.optional("mirror.fallback_url", fallback_url);
        Ok(Self { length: length?, rotation: rotation?, fallback_url: fallback_url? })
    }
}

fn length(number: i64) -> Option<NonZeroUsize> {
    usize::try_from(number).ok().and_then(NonZeroUsize::new).filter(|length| length.get() <= MAX_LENGTH)
}

fn fallback_url(text: &str) -> Result<BaseUrl, Refused> {
    let url = BaseUrl::parse(text).map_err(|_| "")?;
    match url.protocol() {
        Protocol::Http | Protocol::Https => Ok(url),
        Protocol::Rsync | Protocol::Ftp => Err("dnf does not support that protocol"),
    }
}
