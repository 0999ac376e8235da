use std::collections::BTreeSet;

use super::glob::{is_pattern, matches};
use super::{Entry, Tree};

/// How many links may lead to each other.
const MOST_LINKS: usize = 40;

/// A file that a target means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The path that matched.
    pub path: String,
    /// The file itself: what the path points to if it is a link.
    pub file: String,
}

/// What a target means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The files, each once, in order.
    pub files: Vec<Hit>,
    /// Links that matched and lead outside of the folder.
    pub outside: Vec<String>,
    /// What else matched: devices, pipes, links without a file.
    pub unusable: Vec<String>,
}

impl Tree<'_> {
    /// The files that a target other than `spec` means.
    pub fn matching(&self, target: &str) -> Hits {
        let pattern: Vec<&str> = target.trim_start_matches("./").split('/').collect();
        let mut hits = Hits::default();
        let mut seen = BTreeSet::new();
        for (path, entry) in self.in_order() {
            let parts: Vec<&str> = path.split('/').collect();
            if !is_target(&parts) || !is_suffix(&pattern, &parts) {
                continue;
            }
            match (entry, self.resolve(path)) {
                (_, Resolved::File(file)) => {
                    if seen.insert(file.clone()) {
                        hits.files.push(Hit { path: path.to_owned(), file });
                    }
                }
                (_, Resolved::Outside) => hits.outside.push(path.to_owned()),
                (Entry::Special, _) | (_, Resolved::Nothing) => hits.unusable.push(path.to_owned()),
                (_, Resolved::Folder) => {}
            }
        }
        hits
    }

    /// The spec files: every `*.spec` that can be a target, in order.
    pub fn specs(&self) -> Hits {
        let mut hits = self.matching("*.spec");
        hits.files.dedup_by(|left, right| left.file == right.file);
        hits
    }

    /// The file that a path leads to, through links.
    pub fn resolve(&self, path: &str) -> Resolved {
        let mut path = path.to_owned();
        for _ in 0..MOST_LINKS {
            match self.entry(&path) {
                Some(Entry::Link { target }) => {
                    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                    match joined(folder, target) {
                        Some(next) => path = next,
                        None => return Resolved::Outside,
                    }
                }
                Some(Entry::Original { .. } | Entry::Written { .. }) => return Resolved::File(path),
                Some(Entry::Special) => return Resolved::Nothing,
                None if path.is_empty() || self.has_folder(&path) => return Resolved::Folder,
                None => match self.link_to_folder(&path) {
                    None => return Resolved::Nothing,
                    Some((folder, target)) => match joined(folder, &target) {
                        Some(next) => path = next,
                        None => return Resolved::Outside,
                    },
                },
            }
        }
        Resolved::Nothing
    }

    /// The first link on the way to a path, as the folder that it is in and what the path is from there.
    fn link_to_folder<'p>(&self, path: &'p str) -> Option<(&'p str, String)> {
        path.match_indices('/').find_map(|(at, _)| match self.entry(&path[..at]) {
            Some(Entry::Link { target }) => {
                let folder = path[..at].rsplit_once('/').map_or("", |(folder, _)| folder);
                Some((folder, format!("{target}{}", &path[at..])))
            }
            _ => None,
        })
    }
}

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// To this file.
    File(String),
    /// To a folder.
    Folder,
    /// Outside of the tree.
    Outside,
    /// To nothing, or in circles.
    Nothing,
}

/// A path relative to a folder, without `.` and `..`. `None` where it leads outside.
fn joined(folder: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether a target may mean this path: nothing in `.git`, and nothing in the top-level folder `tests`.
fn is_target(parts: &[&str]) -> bool {
    let is_test = parts.len() > 1 && parts[0] == "tests";
    !is_test && !parts.contains(&".git")
}

/// Whether a pattern matches a path: all of it, where `*` also covers `/`, or its last parts.
pub(crate) fn path_matches(pattern: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches(pattern, path) || is_suffix(&pattern.split('/').collect::<Vec<_>>(), &parts)
}

/// Whether a target matches the last parts of a path.
fn is_suffix(pattern: &[&str], parts: &[&str]) -> bool {
    let Some(skipped) = parts.len().checked_sub(pattern.len()) else { return false };
    pattern
        .iter()
        .zip(&parts[skipped..])
        .all(|(pattern, part)| if is_pattern(pattern) { matches(pattern, part) } else { pattern == part })
}

#[cfg(test)]
mod tests {
    use super::super::{FILE_MODE, Memory};
    use super::*;

    fn tree<'m>(memory: &'m mut Memory, files: &[&str], links: &[(&str, &str)]) -> Tree<'m> {
        for file in files {
            memory.add(file, b"x");
        }
        let mut tree = memory.tree();
        for (path, target) in links {
            tree.put(path, Entry::Link { target: (*target).to_owned() });
        }
        tree
    }

    fn paths(hits: &Hits) -> Vec<&str> {
        hits.files.iter().map(|hit| hit.path.as_str()).collect()
    }

    #[test]
    fn a_target_is_compared_with_the_last_parts_of_a_path() {
        let mut memory = Memory::default();
        let tree =
            tree(&mut memory, &["SOURCES/x.conf", "deep/SOURCES/x.conf", "x.conf.in", "b", "a/b"], &[]);
        assert_eq!(paths(&tree.matching("SOURCES/x.conf")), ["SOURCES/x.conf", "deep/SOURCES/x.conf"]);
        assert_eq!(paths(&tree.matching("b")), ["b", "a/b"]);
        assert_eq!(paths(&tree.matching("*/b")), ["a/b"]);
    }

    #[test]
    fn tests_at_the_top_and_git_are_no_targets() {
        let mut memory = Memory::default();
        let tree = tree(&mut memory, &["tests/x", "a/tests/x", ".git/x", "tests2/x"], &[]);
        assert_eq!(paths(&tree.matching("x")), ["a/tests/x", "tests2/x"]);
    }

    #[test]
    fn a_link_counts_as_its_file_once_and_never_leads_outside() {
        let mut memory = Memory::default();
        let links =
            [("l1", "d/f"), ("l2", "/etc/passwd"), ("l3", "../x"), ("l4", "l4"), ("l5", "d"), ("l6", "l5/f")];
        let tree = tree(&mut memory, &["d/f"], &links);
        let hits = tree.matching("*");
        assert_eq!(hits.files, [Hit { path: "l1".into(), file: "d/f".into() }]);
        assert_eq!(hits.outside, ["l2", "l3"]);
        assert_eq!(hits.unusable, ["l4"]);
        assert_eq!(tree.resolve("l6"), Resolved::File("d/f".into()));
        assert_eq!(FILE_MODE, 0o644);
    }
}
