//! Files that were mistaken for each other: by their file names, the names in them, or their URLs.

use std::collections::BTreeMap;

use maneki_mirror_model::BaseUrl;

use crate::mirror_file::MirrorFile;

/// What two files have exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swap {
    /// The file names: the names and the URLs in the files agree.
    Files,
    /// The names in the files: the file names and the URLs agree.
    Names,
    /// The URLs: the file names and the names agree.
    Urls,
}

/// The partner of each file that has one, by their places in the list.
pub(crate) fn pairs(mirrors: &[MirrorFile]) -> BTreeMap<usize, (usize, Swap)> {
    let mut by_domain: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, file) in mirrors.iter().enumerate() {
        if let Some(name) = file.name() {
            by_domain.entry(domain(name.value)).or_default().push(place);
        }
    }
    let mut partners = BTreeMap::new();
    for (place, file) in mirrors.iter().enumerate() {
        // The name of the file or the host of the first URL may be the name of the other mirror.
        let host = file.urls.first().and_then(|declared| declared.url.as_ref()).map(BaseUrl::host);
        for wanted in [Some(file.stem()), host].into_iter().flatten() {
            // A domain of very many mirrors belongs to a hosting company, and shows no typing error.
            let near = by_domain.get(domain(wanted)).filter(|near| near.len() <= 50);
            for &other in near.into_iter().flatten().filter(|&&other| other > place) {
                if let Some(swap) = mirrors.get(other).and_then(|second| swap(file, second))
                    && !partners.contains_key(&place)
                    && !partners.contains_key(&other)
                {
                    partners.insert(place, (other, swap));
                    partners.insert(other, (place, swap));
                }
            }
        }
    }
    partners
}

fn swap(a: &MirrorFile, b: &MirrorFile) -> Option<Swap> {
    match (by_file(a, b), by_host(a, b)) {
        (true, true) => Some(Swap::Names),
        (true, false) => Some(Swap::Files),
        (false, true) => Some(Swap::Urls),
        (false, false) => None,
    }
}

/// What follows the first label: `example.org` of `mirror.example.org`.
fn domain(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, domain)| domain)
}

/// Whether each file has the name of the other mirror, except for a typing error, and not of its own mirror.
fn by_file(a: &MirrorFile, b: &MirrorFile) -> bool {
    let (Some(name_a), Some(name_b)) = (a.name(), b.name()) else { return false };
    let distance = |stem: &str, name: &str| strsim::osa_distance(stem, name);
    let like = |stem: &str, name: &str| domain(stem) == domain(name) && distance(stem, name) <= 2;
    like(a.stem(), name_b.value)
        && like(b.stem(), name_a.value)
        && distance(a.stem(), name_b.value) < distance(a.stem(), name_a.value)
        && distance(b.stem(), name_a.value) < distance(b.stem(), name_b.value)
}

/// Whether the host of all URLs of each mirror is the name of the other one.
fn by_host(a: &MirrorFile, b: &MirrorFile) -> bool {
    let (Some(name_a), Some(name_b)) = (a.name(), b.name()) else { return false };
    let all = |file: &MirrorFile, name: &str| {
        let mut hosts = file.urls.iter().filter_map(|declared| declared.url.as_ref()).map(BaseUrl::host);
        !file.urls.is_empty() && hosts.all(|host| host == name)
    };
    name_a.value != name_b.value && all(a, name_b.value) && all(b, name_a.value)
}
