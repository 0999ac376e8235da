use std::io::{self, BufReader, Read};
use std::path::Path;

use maneki_ground_rpm::header::tag;
use maneki_ground_rpm::{Checked, Identity, check};
use maneki_ground_rpm_metadata::check_href;

use super::compare::compare;
use crate::repository::{CheckedPackage, Depth, FilesPrint, PackageCheck, PublishedPackage};
use crate::tree::{NotOpened, Tree};

/// Checks the file of a package; the depth decides how much of it is read.
pub(super) fn check_package(
    folder: &Path,
    tree: &Tree,
    published: &PublishedPackage,
    files: Option<&FilesPrint>,
    depth: Depth,
) -> PackageCheck {
    if published.location.base.is_some() {
        return PackageCheck::Elsewhere;
    }
    if let Err(problem) = check_href(&published.location.href) {
        return PackageCheck::UnsafeHref(problem);
    }
    let (file, size) = match tree.open(&folder.join(&published.location.href)) {
        Ok(opened) => opened,
        Err(NotOpened::Missing) => return PackageCheck::Missing,
        Err(NotOpened::Outside) => return PackageCheck::Outside,
        Err(NotOpened::Unreadable(error)) => return PackageCheck::Unreadable(error.to_string()),
    };
    match read(file, size, published, files, depth) {
        Ok(checked) => PackageCheck::Read(Box::new(checked)),
        Err(error) => PackageCheck::Unreadable(error.to_string()),
    }
}

fn read(
    file: impl Read,
    size: u64,
    published: &PublishedPackage,
    files: Option<&FilesPrint>,
    depth: Depth,
) -> io::Result<CheckedPackage> {
    let full = depth == Depth::Full;
    let kind = published.checksum.digest_kind().filter(|_| full);
    let mut checked = if full {
        check(BufReader::with_capacity(64 * 1024, file), kind)?
    } else {
        maneki_ground_rpm::check_headers(BufReader::new(file))?
    };
    if !full {
        checked.size = size;
    }
    Ok(checked_package(checked, published, files, full))
}

fn checked_package(
    checked: Checked,
    published: &PublishedPackage,
    files: Option<&FilesPrint>,
    full: bool,
) -> CheckedPackage {
    let mut result = CheckedPackage {
        size: checked.size,
        digest: checked.digest,
        error: None,
        mismatches: Vec::new(),
        nevra: None,
        module: None,
        header_digest: checked.header_digest,
        payload_digest: full.then_some(checked.payload_digest),
    };
    match checked.headers {
        Ok(headers) => {
            let identity = Identity::read(&headers.main);
            result.nevra = identity.ok().map(|identity| identity.nevra().to_string());
            result.module = headers.main.text(tag::MODULARITY_LABEL).ok().flatten().map(Into::into);
            match compare(published, &headers.main, files) {
                Ok(mismatches) => result.mismatches = mismatches,
                Err(error) => {
                    let section = maneki_ground_rpm::Section::Main;
                    result.error = Some(maneki_ground_rpm::PackageError::Header { section, error });
                }
            }
        }
        Err(error) => result.error = Some(error),
    }
    result
}
