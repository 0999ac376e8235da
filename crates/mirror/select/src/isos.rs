use std::collections::BTreeMap;

use maneki_mirror_health::IsoSet;
use maneki_mirror_model::{CountryCode, Protocol};
use maneki_mirror_registry::IsoFolder;
use maneki_mirror_snapshot::{MirrorId, Snapshot};

use crate::client::{Client, Slot};
use crate::ladder::select;
use crate::query::Query;
use crate::selection::Selection;

/// A folder of images, and the mirrors that have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Isos<'a> {
    /// The files with their sizes and digests; `None` if no reference tree has images there. In that case every
    /// mirror that serves the tree is taken to have the folder.
    pub set: Option<&'a IsoSet>,
    /// The mirrors that this client would get; empty for the vault, which is a single server.
    pub nearest: Selection,
    /// All mirrors that serve the folder to any client, by country and name. Mirrors without a known country come
    /// last.
    pub by_country: Vec<(Option<CountryCode>, Vec<Holder>)>,
}

/// A mirror that has a folder of images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    pub mirror: MirrorId,
    /// The protocol of its URL.
    pub protocol: Protocol,
}

/// What a page shows about one folder to one client, with at most `limit` mirrors near it. It visits all mirrors.
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
    // The flag sorts mirrors without a country to the end.
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
    /// The URL of the folder, without a slash at its end. Append `/` and the name of a file.
    pub fn url(&self, snapshot: &Snapshot, folder: &IsoFolder) -> Option<String> {
        let base = snapshot.entry(self.mirror).urls(&folder.tree)?.get(self.protocol)?;
        Some(format!("{base}/{}", folder.path))
    }
}
