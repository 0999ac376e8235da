//! Reads a repository: metadata first, then the file of each package.
//!
//! Files are read side by side, and their results are kept in the order of the metadata, so that the number of jobs
//! changes nothing but the time.

mod compare;
mod files_print;
mod metadata;
mod package;
mod parallel;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use maneki_ground_rpm_metadata::{Limits, Repomd, repomd};

use crate::repository::{Depth, Repository, Terms, Unusable};
use crate::tree::{NotOpened, Tree, names, packages_below};
use metadata::Parsed;
use parallel::in_parallel;

/// A longer `repomd.xml` is not read.
const LONGEST_REPOMD: u64 = 4 * 1024 * 1024;

/// Reads the repository in a folder. `path` is the folder as the operator named it, and `tree` the folder that no
/// link may lead out of.
pub(crate) fn load(folder: &Path, path: Arc<str>, tree: &Tree, terms: &Terms, jobs: usize) -> Repository {
    let document = read_repomd(folder, tree);
    let mut repository = Repository {
        path,
        terms: terms.clone(),
        repomd: Err(Unusable::Missing),
        repodata: names(&folder.join("repodata")),
        files: Vec::new(),
        packages: Vec::new(),
        filelists: Vec::new(),
        other: Vec::new(),
        checks: Vec::new(),
        rpms: Vec::new(),
    };
    let data = document.as_ref().map(|document| document.data.as_slice()).unwrap_or_default();
    let read = in_parallel(jobs, data, |data| {
        metadata::read(folder, tree, data, repository.path_of(&data.location.href), terms.depth)
    });
    for (file, parsed) in read {
        // Of two files of one type the first counts; that there are two is a finding.
        let is_first = repository.file(&file.data.kind).is_none();
        match parsed {
            Parsed::Packages(packages) if is_first => repository.packages = packages,
            Parsed::Filelists(listed) if is_first => repository.filelists = listed,
            Parsed::Other(listed) if is_first => repository.other = listed,
            _ => {}
        }
        repository.files.push(file);
    }
    repository.repomd = document;
    if terms.depth > Depth::Metadata {
        repository.rpms = packages_below(folder);
        let files = files_print::by_pkgid(&repository.filelists);
        repository.checks = in_parallel(jobs, &repository.packages, |published| {
            package::check_package(
                folder,
                tree,
                published,
                files.get(published.checksum.text.as_str()),
                terms.depth,
            )
        });
        // Nothing needs what the headers were compared with any more.
        repository.packages.iter_mut().for_each(|package| package.details = None);
    }
    repository
}

fn read_repomd(folder: &Path, tree: &Tree) -> Result<Repomd, Unusable> {
    let (file, size) = tree.open(&folder.join("repodata/repomd.xml")).map_err(|error| match error {
        NotOpened::Missing => Unusable::Missing,
        NotOpened::Outside => Unusable::Outside,
        NotOpened::Unreadable(error) => Unusable::Unreadable(error.to_string()),
    })?;
    if size > LONGEST_REPOMD {
        let limit = format!("the file has more than {LONGEST_REPOMD} bytes");
        return Err(Unusable::Limit(maneki_ground_rpm_metadata::Place::START, limit));
    }
    repomd(file.take(LONGEST_REPOMD), Limits::default()).map_err(Unusable::from)
}
