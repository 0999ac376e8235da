//! The list that dnf reads: URLs separated by line feeds, without one at the end.

use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_select::Selection;
use maneki_mirror_snapshot::Snapshot;

/// The list for an answer. For a place in the vault it is the URL of the vault.
pub fn write(snapshot: &Snapshot, target: &Target, selection: &Selection) -> String {
    if target.tree == Tree::Vault {
        return format!("{}/{}", snapshot.catalog.vault, target.path);
    }
    let urls = || selection.choices.iter().filter_map(|choice| choice.url(snapshot, &target.tree));
    // The exact capacity lets the text become the body of the response without a copy.
    let length: usize =
        urls().map(|url| url.as_str().len() + "/".len() + target.path.len() + "\n".len()).sum();
    let mut list = String::with_capacity(length.saturating_sub("\n".len()));
    for url in urls() {
        if !list.is_empty() {
            list.push('\n');
        }
        list.push_str(url.as_str());
        list.push('/');
        list.push_str(&target.path);
    }
    list
}

/// The URLs that librepo finds in a list: lines that contain `://` or start with `/`, except comments.
pub fn parse(list: &str) -> impl Iterator<Item = &str> {
    let spaces = [' ', '\t'];
    let lines = list.split('\n').map(move |line| line.trim_matches(spaces));
    lines.filter(|line| !line.starts_with('#') && (line.contains("://") || line.starts_with('/')))
}
