use std::collections::BTreeMap;

use maneki_ground_rpm::{DigestKind, Hasher};
use maneki_ground_rpm_metadata::FileKind;

use crate::repository::{FilesPrint, Listed};

/// A fingerprint of files and their kinds, in any order. A file that is listed twice counts once.
pub(super) fn files_print<'a>(files: impl Iterator<Item = (&'a str, FileKind)>) -> FilesPrint {
    let mut files: Vec<(&str, u8)> = files.map(|(path, kind)| (path, kind as u8)).collect();
    files.sort_unstable();
    files.dedup();
    let mut hasher = Hasher::new(DigestKind::Sha256);
    for (path, kind) in &files {
        hasher.update(path.as_bytes());
        hasher.update(&[0, *kind]);
    }
    FilesPrint { count: files.len(), digest: hasher.finish() }
}

/// The fingerprints of all packages of `filelists`.
pub(super) fn by_pkgid(listed: &[Listed]) -> BTreeMap<&str, FilesPrint> {
    listed.iter().filter_map(|one| Some((one.pkgid.as_str(), one.files?))).collect()
}
