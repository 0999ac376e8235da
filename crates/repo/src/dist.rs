//! The distribution of a repository, given or found out.

use std::collections::BTreeMap;

use crate::repository::Repository;

/// The distribution of a repository, such as `el9`, and how it is known; `None` where fewer than 80 % of the packages
/// that name one agree.
pub(crate) fn dist(repository: &Repository) -> Option<(String, &'static str)> {
    if let Some(dist) = &repository.terms.dist {
        return Some((dist.clone(), "by `--dist`"));
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for dist in repository.packages.iter().filter_map(|package| dist_of(&package.evr.release)) {
        *counts.entry(dist).or_default() += 1;
    }
    let total: usize = counts.values().sum();
    let (dist, count) = counts.into_iter().max_by_key(|&(_, count)| count)?;
    (count * 5 >= total * 4).then(|| (dist.to_owned(), "by most of its packages"))
}

/// The `elN` in a release: `3.el9_4.alma.1` is of `el9`.
pub(crate) fn dist_of(release: &str) -> Option<&str> {
    for (at, _) in release.match_indices(".el") {
        let dist = &release[at + 1..];
        let digits = dist[2..].bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            return Some(&dist[..2 + digits]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_is_a_part_of_the_release() {
        assert_eq!(dist_of("3.el9_4.alma.1"), Some("el9"));
        assert_eq!(dist_of("1.el10"), Some("el10"));
        assert_eq!(dist_of("1.module_el8.9+1"), None);
        assert_eq!(dist_of("1.elegant.el8"), Some("el8"));
        assert_eq!(dist_of("1"), None);
    }
}
