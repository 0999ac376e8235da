use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use maneki_mirror_model::ModuleName;
use url::Url;

use crate::duration;
use crate::reader::{Noted, Reader, Refused};
use crate::source::{self, Source};

/// Whom the User-Agent of checks names until the operator says otherwise: a placeholder under a name that
/// belongs to nobody (RFC 2606), so that no stranger gets the operator's mail.
pub const DEFAULT_CONTACT: &str = "https://maneki.example/";

/// `[check]`: how mirrors are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How often every mirror is looked at; at least one second, like every duration here.
    pub interval: Duration,
    /// How long the check of one mirror may take altogether.
    pub mirror_timeout: Duration,
    /// The tree that all mirrors copy.
    pub reference: Option<Source>,
    /// How often the reference tree is asked for something new.
    pub reference_interval: Duration,
    /// The reference trees of optional modules.
    pub module_references: BTreeMap<ModuleName, Source>,
    /// Whether checks may go to addresses that are not public.
    pub allow_private_addresses: bool,
    /// Further certificate authorities.
    pub ca_file: Option<PathBuf>,
    /// Where mirror operators find who is checking them.
    pub contact: Url,
}

impl Check {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let interval = reader.text("check.interval", duration::parse);
        let mirror_timeout = reader.text("check.mirror_timeout", duration::parse);
        let reference = reader.optional("check.reference", Source::parse);
        let reference_interval = reader.text("check.reference_interval", duration::parse);
        let module_references = module_references(reader);
        let allow_private_addresses = reader.switch("check.allow_private_addresses");
        let ca_file = reader.optional("check.ca_file", source::path);
        let contact = reader.text("check.contact", contact);
        Ok(Self {
            interval: interval?,
            mirror_timeout: mirror_timeout?,
            reference: reference?,
            reference_interval: reference_interval?,
            module_references: module_references?,
            allow_private_addresses: allow_private_addresses?,
            ca_file: ca_file?,
            contact: contact?,
        })
    }
}

fn module_references(reader: &mut Reader<'_>) -> Result<BTreeMap<ModuleName, Source>, Noted> {
    let entries = reader.map("check.module_references", |module, text| {
        let module = ModuleName::parse(module).map_err(|_| "that is no name of a module")?;
        Ok((module, Source::parse(text)?))
    });
    entries.map(BTreeMap::from_iter)
}

/// It stands in a header, so only the escaped form of the URL is used.
fn contact(text: &str) -> Result<Url, Refused> {
    let url = Url::parse(text).map_err(|_| "")?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        "mailto" if url.path().contains('@') => Ok(url),
        _ => Err(""),
    }
}
