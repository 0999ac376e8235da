use maneki_ground_rpm::{Bound, Dependency, DependencyKind, Nevra, Sense};

use crate::{Checksum, Location, OwnedEvr, Place};

/// A package of `primary`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Where the element starts.
    pub place: Place,
    /// The name.
    pub name: String,
    /// Epoch, version and release.
    pub evr: OwnedEvr,
    /// The architecture; `src` for a source package.
    pub arch: String,
    /// The checksum of the file, which is also its identity in the metadata.
    pub checksum: Checksum,
    /// Where the file is.
    pub location: Location,
    /// One line about the package.
    pub summary: String,
    /// Several lines about the package.
    pub description: String,
    /// Who packaged it.
    pub packager: String,
    /// The home page.
    pub url: String,
    /// The licence.
    pub license: String,
    /// Who distributes it.
    pub vendor: String,
    /// The group, from the time before comps.
    pub group: String,
    /// The machine that built it.
    pub build_host: String,
    /// The file name of the source package; empty for a source package.
    pub source: String,
    /// When the package was built, in seconds since 1970.
    pub build_time: u64,
    /// When the file was last changed, in seconds since 1970.
    pub file_time: u64,
    /// Bytes of the file.
    pub size: Option<u64>,
    /// Bytes of the installed files.
    pub installed_size: u64,
    /// Bytes of the unpacked payload.
    pub archive_size: u64,
    /// Where the main header starts and ends in the file.
    pub header_range: Option<(u64, u64)>,
    /// All dependencies, in the order of the document.
    pub dependencies: Vec<MetadataDependency>,
    /// The files that `primary` lists, which are only some.
    pub files: Vec<MetadataFile>,
}

impl Package {
    /// Name, version and architecture.
    pub fn nevra(&self) -> Nevra<'_> {
        Nevra { name: &self.name, evr: self.evr.evr(), arch: &self.arch }
    }

    /// The dependencies of a kind.
    pub fn dependencies(&self, kind: DependencyKind) -> impl Iterator<Item = &MetadataDependency> {
        self.dependencies.iter().filter(move |dependency| dependency.kind == kind)
    }

    /// The name of the source package without its version; `None` for a source package, and where the file name has
    /// another form.
    pub fn source_name(&self) -> Option<&str> {
        let (rest, _release) = self.source.strip_suffix(".rpm")?.rsplit_once('-')?;
        rest.rsplit_once('-').map(|(name, _version)| name)
    }
}

/// A dependency of a package in `primary`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataDependency {
    /// What it says about the capability.
    pub kind: DependencyKind,
    /// The capability.
    pub name: String,
    /// The bound on its version.
    pub bound: Option<(Sense, OwnedEvr)>,
    /// Whether a scriptlet needs it.
    pub pre: bool,
}

impl MetadataDependency {
    /// The value that matches.
    pub fn dependency(&self) -> Dependency<'_> {
        let bound = self.bound.as_ref().map(|(sense, evr)| Bound { sense: *sense, evr: evr.evr() });
        Dependency { name: &self.name, bound }
    }
}

/// A file of a package in `primary` or `filelists`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetadataFile {
    /// The absolute path.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
}

/// What a file of a package is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FileKind {
    /// A regular file, a link or a device.
    #[default]
    File,
    /// A folder.
    Folder,
    /// A path that the package owns without having contents for it.
    Ghost,
}
