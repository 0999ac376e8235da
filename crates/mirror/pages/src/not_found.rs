//! The page for a path that leads nowhere, with mirrors whose names are similar.

use maneki_ground_site::PageLink;
use maneki_mirror_snapshot::MirrorEntry;
use strsim::jaro_winkler;

use crate::view::View;

/// Two names that are at least so similar differ by typing errors only.
const SIMILAR: f64 = 0.8;

/// Longer names are not compared, because the time grows with their length.
const MAX_NAME: usize = 64;

/// Similar names on the page at most.
const MAX_SIMILAR: usize = 5;

impl View<'_> {
    /// The page for a path that leads nowhere. `mirror` is the name in the path if it is that of a mirror's page.
    pub fn not_found(&self, mirror: Option<&str>) -> String {
        let similar: Vec<PageLink> = mirror.into_iter().flat_map(|name| self.similar(name)).collect();
        self.frame().not_found(&similar)
    }

    /// Public mirrors with similar names, the most similar first.
    fn similar(&self, name: &str) -> Vec<PageLink> {
        if name.len() > MAX_NAME {
            return Vec::new();
        }
        let name = name.to_lowercase();
        let public = |entry: &&MirrorEntry| entry.mirror.is_public();
        let entries = self.snapshot.entries().map(|(_, entry)| entry).filter(public);
        let mut similar: Vec<(f64, &str)> = entries
            .map(|entry| entry.mirror.name.as_str())
            .map(|known| (jaro_winkler(known, &name), known))
            .filter(|(similarity, _)| *similarity >= SIMILAR)
            .collect();
        similar.sort_by(|one, other| other.0.total_cmp(&one.0));
        let names = similar.into_iter().map(|(_, known)| known).take(MAX_SIMILAR);
        names.map(|known| PageLink { href: self.mirror(known), text: known.to_owned() }).collect()
    }
}
