use maneki_ground_rpm::{Evr, Nevra};
use maneki_ground_rpm_metadata::{
    Checksum, Location, MetadataDependency, MetadataFile, OwnedEvr, Package, Place,
};

/// A package of `primary`: what rules need of it.
#[derive(Debug, Clone)]
pub struct PublishedPackage {
    /// Where its element starts.
    pub place: Place,
    /// The name.
    pub name: String,
    /// Epoch, version and release.
    pub evr: OwnedEvr,
    /// The architecture.
    pub arch: String,
    /// The checksum of the file.
    pub checksum: Checksum,
    /// Where the file is.
    pub location: Location,
    /// The file name of the source package; empty for a source package.
    pub source: String,
    /// When it was built, in seconds since 1970.
    pub build_time: u64,
    /// Bytes of the file.
    pub size: Option<u64>,
    /// What a header is compared with; absent at the depth of metadata.
    pub details: Option<Box<Details>>,
}

/// The parts of a package that are compared with its header.
#[derive(Debug, Clone)]
pub struct Details {
    /// All dependencies.
    pub dependencies: Vec<MetadataDependency>,
    /// The files that `primary` lists.
    pub files: Vec<MetadataFile>,
}

impl PublishedPackage {
    /// What rules need of a package; `with_details` keeps what a header is compared with.
    pub fn new(package: Package, with_details: bool) -> Self {
        let details = Details { dependencies: package.dependencies, files: package.files };
        Self {
            place: package.place,
            name: package.name,
            evr: package.evr,
            arch: package.arch,
            checksum: package.checksum,
            location: package.location,
            source: package.source,
            build_time: package.build_time,
            size: package.size,
            details: with_details.then(|| Box::new(details)),
        }
    }

    /// Name, version and architecture.
    pub fn nevra(&self) -> Nevra<'_> {
        Nevra { name: &self.name, evr: self.evr.evr(), arch: &self.arch }
    }

    /// The version, which compares.
    pub fn evr(&self) -> Evr<'_> {
        self.evr.evr()
    }

    /// Whether it is a source package.
    pub fn is_source(&self) -> bool {
        matches!(self.arch.as_str(), "src" | "nosrc")
    }
}

/// A package of `filelists` or `other`.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Where its element starts.
    pub place: Place,
    /// The checksum of the package, which ties it to `primary`.
    pub pkgid: String,
    /// Which package it says it is.
    pub nevra: String,
    /// A fingerprint of the files and their kinds, in any order; absent where they are not compared.
    pub files: Option<FilesPrint>,
}

/// How many files there are, and a fingerprint of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilesPrint {
    /// How many files.
    pub count: usize,
    /// A digest of the sorted files.
    pub digest: maneki_ground_rpm::Digest,
}
