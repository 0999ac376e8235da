//! The list that dnf reads: URLs joined by line feeds, without one at the end.

use maneki_registry::{Target, Tree};
use maneki_select::Selection;
use maneki_snapshot::Snapshot;

/// The list for an answer; the vault's own URL where what is asked for lies there.
pub fn write(snapshot: &Snapshot, target: &Target, selection: &Selection) -> String {
    if target.tree == Tree::Vault {
        return format!("{}/{}", snapshot.catalog.vault, target.path);
    }
    let mut list = String::with_capacity(selection.choices.len() * 96);
    for choice in &selection.choices {
        let Some(url) = choice.url(snapshot, &target.tree) else { continue };
        if !list.is_empty() {
            list.push('\n');
        }
        list.push_str(url.as_str());
        list.push('/');
        list.push_str(&target.path);
    }
    list
}

/// The URLs that librepo finds in a list: lines that hold `://` or begin with `/`, and are no comments.
pub fn parse(list: &str) -> impl Iterator<Item = &str> {
    let blank = [' ', '\t'];
    let lines = list.split('\n').map(move |line| line.trim_matches(blank));
    lines.filter(|line| !line.starts_with('#') && (line.contains("://") || line.starts_with('/')))
}
