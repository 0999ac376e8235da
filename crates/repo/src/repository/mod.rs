//! The facts about a repository that rules look through: what was read, and what was found.
//!
//! Nothing here has an opinion: `load` fills it, and `rules` are functions of it.

mod metadata_file;
mod package;
mod package_check;
mod terms;

use std::sync::Arc;

use maneki_ground_rpm_metadata::Repomd;

pub(crate) use metadata_file::agrees;
pub use metadata_file::{Access, Contents, MetadataFile, Unusable};
pub use package::{FilesPrint, Listed, PublishedPackage};
pub use package_check::{CheckedPackage, Mismatch, PackageCheck};
pub use terms::{Depth, Terms};

/// A repository as it was read.
#[derive(Debug)]
pub struct Repository {
    /// The folder, as the operator named it.
    pub path: Arc<str>,
    /// What the operator expects.
    pub terms: Terms,
    /// `repodata/repomd.xml`.
    pub repomd: Result<Repomd, Unusable>,
    /// The names of all files in `repodata`, sorted.
    pub repodata: Vec<String>,
    /// The files that `repomd.xml` names, in its order.
    pub files: Vec<MetadataFile>,
    /// The packages of `primary`, in its order.
    pub packages: Vec<PublishedPackage>,
    /// The packages of `filelists`, in its order.
    pub filelists: Vec<Listed>,
    /// The packages of `other`, in its order.
    pub other: Vec<Listed>,
    /// What was found where each package should be, in the order of `packages`; empty at the depth of metadata.
    pub checks: Vec<PackageCheck>,
    /// The packages below the folder, by their path in it, sorted; empty at the depth of metadata.
    pub rpms: Vec<String>,
}

impl Repository {
    /// The path of a file of the repository, as findings name it.
    pub fn path_of(&self, href: &str) -> Arc<str> {
        format!("{}/{href}", self.path.trim_end_matches('/')).into()
    }

    /// The path of `repomd.xml`.
    pub fn repomd_path(&self) -> Arc<str> {
        self.path_of("repodata/repomd.xml")
    }

    /// The path of `primary`, or of `repomd.xml` if `primary` is not named.
    pub fn primary_path(&self) -> Arc<str> {
        self.file("primary").map_or_else(|| self.repomd_path(), |file| Arc::clone(&file.path))
    }

    /// The packages whose file was read, each with what was found.
    pub fn checked(&self) -> impl Iterator<Item = (&PublishedPackage, &CheckedPackage)> {
        self.packages.iter().zip(&self.checks).filter_map(|(package, check)| match check {
            PackageCheck::Read(checked) => Some((package, &**checked)),
            _ => None,
        })
    }

    /// The first file of a type.
    pub fn file(&self, kind: &str) -> Option<&MetadataFile> {
        self.files.iter().find(|file| file.data.kind == kind)
    }

    /// Whether a file of this type was read to its end, so that what is missing in it is really missing.
    pub fn is_whole(&self, kind: &str) -> bool {
        self.file(kind).is_some_and(MetadataFile::is_whole)
    }
}
