use maneki_ground_rpm::{Agreement, Digest, PackageError};
use maneki_ground_rpm_metadata::UnsafeHref;

/// What was found where a package should be.
#[derive(Debug)]
pub enum PackageCheck {
    /// The path is not safe, and was not opened.
    UnsafeHref(UnsafeHref),
    /// The package is on another server, and was not opened.
    Elsewhere,
    /// A link leads out of the tree, and was not opened.
    Outside,
    /// There is no regular file.
    Missing,
    /// The file could not be read.
    Unreadable(String),
    /// The file was read.
    Read(Box<CheckedPackage>),
}

/// What was read of a package.
#[derive(Debug)]
pub struct CheckedPackage {
    /// The bytes of the file.
    pub size: u64,
    /// The digest of the file; only where the whole file was read.
    pub digest: Option<Digest>,
    /// Why its headers cannot be read.
    pub error: Option<PackageError>,
    /// Where the metadata and the header differ.
    pub mismatches: Vec<Mismatch>,
    /// The package by its header, if it can be read.
    pub nevra: Option<String>,
    /// The module that the header names.
    pub module: Option<String>,
    /// Whether the digest of the main header is right.
    pub header_digest: Agreement,
    /// Whether the digest of the payload is right; absent where the payload was not read.
    pub payload_digest: Option<Agreement>,
}

impl CheckedPackage {
    /// Whether the file is damaged by what it says itself, so that its checksum cannot be right.
    pub fn is_damaged(&self) -> bool {
        self.error.is_some()
            || self.header_digest == Agreement::Differs
            || self.payload_digest == Some(Agreement::Differs)
    }
}

/// A field in which the metadata and the header of a package differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The name of the field.
    pub field: &'static str,
    /// What the metadata say.
    pub metadata: String,
    /// What the header says.
    pub header: String,
}
