//! What there is to say about a folder of images: for pages, which show more than an answer.

use std::collections::BTreeMap;

use maneki_mirror_health::IsoSet;
use maneki_mirror_model::{CountryCode, Protocol};
use maneki_mirror_registry::IsoFolder;
use maneki_mirror_snapshot::{MirrorId, Snapshot};

use crate::client::{Client, Slot};
use crate::ladder::select;
use crate::query::Query;
use crate::selection::Selection;

/// A folder of images: what is in it, and who has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Isos<'a> {
    /// The files with their sizes and digests; `None` where no reference tree names any. Then those who serve the
    /// tree are taken to have the folder, and a page links that.
    pub set: Option<&'a IsoSet>,
    /// The mirrors that this client would get, best first. None for the vault, which is one server.
    pub nearest: Selection,
    /// Every mirror that anybody could get, by country and name; at the end those of whom no country is known.
    pub by_country: Vec<(Option<CountryCode>, Vec<Holder>)>,
}

/// A mirror that has a folder of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// Which.
    pub mirror: MirrorId,
    /// By which protocol.
    pub protocol: Protocol,
}

/// Everything about one folder for one client, at most `limit` mirrors near it. Looks at all mirrors.
pub fn isos<'a>(
    snapshot: &'a Snapshot,
    client: &Client,
    folder: &IsoFolder,
    limit: usize,
    slot: Slot,
) -> Isos<'a> {
    let query = Query::for_isos(folder, limit);
    let nearest = select(snapshot, client, &query, slot);
    Isos { set: snapshot.isos(&query.target), nearest, by_country: by_country(snapshot, &query) }
}

fn by_country(snapshot: &Snapshot, query: &Query) -> Vec<(Option<CountryCode>, Vec<Holder>)> {
    let standings = snapshot.standings(&query.target);
    // Of no country goes to the end.
    let mut by_country = BTreeMap::<(bool, Option<CountryCode>), Vec<Holder>>::new();
    for (mirror, entry) in snapshot.entries() {
        if let Ok(admission) = query.admits(mirror, entry, standings, false) {
            let country = entry.place.country;
            let holder = Holder { mirror, protocol: admission.protocol };
            by_country.entry((country.is_none(), country)).or_default().push(holder);
        }
    }
    by_country.into_iter().map(|((_, country), holders)| (country, holders)).collect()
}

impl Holder {
    /// Where its folder of images lies, without a slash at the end; a file is `/` and its name farther.
    pub fn url(&self, snapshot: &Snapshot, folder: &IsoFolder) -> Option<String> {
        let base = snapshot.entry(self.mirror).urls(&folder.tree)?.get(self.protocol)?;
        Some(format!("{base}/{}", folder.path))
    }
}
