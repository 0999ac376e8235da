//! The architecture of a repository, given or found out.

use std::collections::BTreeMap;

use crate::repository::Repository;

/// The architectures that folders of distributions are called after.
const KNOWN: [&str; 16] = [
    "aarch64",
    "armv7hl",
    "i386",
    "i586",
    "i686",
    "loongarch64",
    "mips64le",
    "noarch",
    "ppc64",
    "ppc64le",
    "riscv64",
    "s390x",
    "x86_64",
    "x86_64_v2",
    "x86_64_v3",
    "x86_64_v4",
];

/// The architecture of a repository and how it is known; `None` without packages that have one.
pub(crate) fn architecture(repository: &Repository) -> Option<(String, &'static str)> {
    if let Some(arch) = &repository.terms.arch {
        return Some((arch.clone(), "by `--arch`"));
    }
    let folder = repository.path.rsplit('/').find(|folder| KNOWN.contains(folder));
    if let Some(folder) = folder {
        return Some((folder.to_owned(), "by its path"));
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for package in
        repository.packages.iter().filter(|package| !package.is_source() && package.arch != "noarch")
    {
        *counts.entry(&package.arch).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|&(_, count)| *count)?;
    Some(((*most.0).to_owned(), "by most of its packages"))
}

/// Whether a package of one architecture belongs to a repository of another.
pub(crate) fn belongs(package: &str, repository: &str) -> bool {
    let partner = repository.starts_with("x86_64") && matches!(package, "i386" | "i586" | "i686");
    package == repository || package == "noarch" || partner
}
