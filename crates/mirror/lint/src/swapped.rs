//! Which files were mistaken for each other: the names of the files, the names in them, or their URLs.

use std::collections::BTreeMap;

use maneki_mirror_model::BaseUrl;

use crate::mirror_file::MirrorFile;

/// What two files have exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swap {
    /// The names of the files: names and URLs inside of them agree.
    Files,
    /// The names in them: files and URLs agree.
    Names,
    /// The URLs: files and names agree.
    Urls,
}

/// The partner of each file that has one, by their places.
pub(crate) fn pairs(mirrors: &[MirrorFile<'_>]) -> BTreeMap<usize, (usize, Swap)> {
    let mut by_domain: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, file) in mirrors.iter().enumerate() {
        if let Some(name) = &file.name {
            by_domain.entry(domain(name.value)).or_default().push(place);
        }
    }
    let mut partners = BTreeMap::new();
    for (place, file) in mirrors.iter().enumerate() {
        // By the name of the file, or by the host of the first URL: where the other mirror's name would be.
        let host = file.urls.first().and_then(|declared| declared.url.as_ref()).map(BaseUrl::host);
        for wanted in [Some(file.stem()), host].into_iter().flatten() {
            // A domain under which very many mirrors stand is a hoster's, and no typing error is found there.
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

fn swap(a: &MirrorFile<'_>, b: &MirrorFile<'_>) -> Option<Swap> {
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

/// Whether each file is called like the other's mirror, but for a slip of the finger, and not like its own.
fn by_file(a: &MirrorFile<'_>, b: &MirrorFile<'_>) -> bool {
    let (Some(name_a), Some(name_b)) = (&a.name, &b.name) else { return false };
    let distance = |stem: &str, name: &str| strsim::osa_distance(stem, name);
    let like = |stem: &str, name: &str| domain(stem) == domain(name) && distance(stem, name) <= 2;
    like(a.stem(), name_b.value)
        && like(b.stem(), name_a.value)
        && distance(a.stem(), name_b.value) < distance(a.stem(), name_a.value)
        && distance(b.stem(), name_a.value) < distance(b.stem(), name_b.value)
}

/// Whether all URLs of each mirror have the other one's name for a host.
fn by_host(a: &MirrorFile<'_>, b: &MirrorFile<'_>) -> bool {
    let (Some(name_a), Some(name_b)) = (&a.name, &b.name) else { return false };
    let all = |file: &MirrorFile<'_>, name: &str| {
        let mut hosts = file.urls.iter().filter_map(|declared| declared.url.as_ref()).map(BaseUrl::host);
        !file.urls.is_empty() && hosts.all(|host| host == name)
    };
    name_a.value != name_b.value && all(a, name_b.value) && all(b, name_a.value)
}
