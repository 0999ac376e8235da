use maneki_ground_rpm::Nevra;

use crate::{Checksum, OwnedEvr, Place};

/// An advisory, with its texts as they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advisory {
    /// Where the element starts.
    pub place: Place,
    /// The identifier, such as `TSA-2026:0001`.
    pub id: String,
    /// `security`, `bugfix`, `enhancement`, `newpackage`, or another word.
    pub kind: String,
    /// `final`, `stable`, or another word.
    pub status: String,
    /// Who publishes it.
    pub from: String,
    /// The version of the advisory itself.
    pub version: String,
    /// The title.
    pub title: String,
    /// The severity in words.
    pub severity: String,
    /// When it was first published: `YYYY-MM-DD HH:MM:SS` or seconds since 1970.
    pub issued: String,
    /// When it was last changed, in the same notation.
    pub updated: String,
    /// Who holds the rights.
    pub rights: String,
    /// What it is for, such as the name of a distribution.
    pub release: String,
    /// A short text.
    pub summary: String,
    /// A long text.
    pub description: String,
    /// What to do.
    pub solution: String,
    /// Links.
    pub references: Vec<Reference>,
    /// Packages, grouped by repository or module.
    pub collections: Vec<Collection>,
}

/// A link of an advisory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// The URL.
    pub href: String,
    /// An identifier, such as that of a CVE.
    pub id: String,
    /// The title.
    pub title: String,
    /// `cve`, `bugzilla`, `self`, or another word.
    pub kind: String,
}

/// Packages of an advisory that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collection {
    /// A short name.
    pub short: String,
    /// The name.
    pub name: String,
    /// The module that the packages belong to.
    pub module: Option<ModuleReference>,
    /// The packages.
    pub packages: Vec<AdvisoryPackage>,
}

/// A module stream that an advisory names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModuleReference {
    /// The module.
    pub name: String,
    /// The stream.
    pub stream: String,
    /// The version, a number.
    pub version: String,
    /// The context.
    pub context: String,
    /// The architecture.
    pub arch: String,
}

/// A package that an advisory publishes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdvisoryPackage {
    /// Where the element starts.
    pub place: Place,
    /// The name.
    pub name: String,
    /// Epoch, version and release.
    pub evr: OwnedEvr,
    /// The architecture.
    pub arch: String,
    /// The file name of the source package.
    pub source: String,
    /// The file name.
    pub file_name: String,
    /// Checksums of the file.
    pub sums: Vec<Checksum>,
    /// Whether machines should be restarted.
    pub reboot_suggested: bool,
    /// Whether the package manager should be started again.
    pub restart_suggested: bool,
    /// Whether users should log in again.
    pub relogin_suggested: bool,
}

impl AdvisoryPackage {
    /// Name, version and architecture.
    pub fn nevra(&self) -> Nevra<'_> {
        Nevra { name: &self.name, evr: self.evr.evr(), arch: &self.arch }
    }
}
