use std::path::PathBuf;

use url::Url;

use crate::reader::{Noted, Reader, Refused};
use crate::source;

/// The contact in the User-Agent until the operator sets one: a placeholder under a reserved name, which has no
/// mailbox.
pub const DEFAULT_CONTACT: &str = "https://maneki.example/";

/// `[outbound]`: requests that Maneki sends, whichever room sends them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbound {
    /// Whether requests may go to addresses that are not public.
    pub allow_private_addresses: bool,
    /// Certificate authorities (PEM) that are trusted in addition to the system's.
    pub ca_file: Option<PathBuf>,
    /// Where operators of other servers find out who sends the requests.
    pub contact: Url,
}

impl Outbound {
    /// Reads the section.
    pub fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let allow_private_addresses = reader.switch("outbound.allow_private_addresses");
        let ca_file = reader.optional("outbound.ca_file", source::path);
        let contact = reader.text("outbound.contact", contact);
        Ok(Self { allow_private_addresses: allow_private_addresses?, ca_file: ca_file?, contact: contact? })
    }
}

/// The contact is part of a header, so only the escaped form of the URL is used.
fn contact(text: &str) -> Result<Url, Refused> {
    let url = Url::parse(text).map_err(|_| "")?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        "mailto" if url.path().contains('@') => Ok(url),
        _ => Err(""),
    }
}
