use std::sync::Arc;

use maneki_ground_rpm_metadata::{
    Checksum, Data, Fatal, Flaw, Measurement, Packing, Place, Unpacked, UnsafeHref,
};

/// A file that `repomd.xml` names.
#[derive(Debug)]
pub struct MetadataFile {
    /// What `repomd.xml` says about it.
    pub data: Data,
    /// The path, as findings name it.
    pub path: Arc<str>,
    /// What was found there.
    pub access: Access,
}

/// What was found where a file should be.
#[derive(Debug)]
pub enum Access {
    /// The path is not safe, and was not opened.
    UnsafeHref(UnsafeHref),
    /// The file is on another server, and was not opened.
    Elsewhere,
    /// A link leads out of the tree, and was not opened.
    Outside,
    /// There is no regular file.
    Missing,
    /// The file could not be read.
    Unreadable(String),
    /// The file was read to its end.
    Read(Box<Contents>),
}

/// What was read.
#[derive(Debug)]
pub struct Contents {
    /// Sizes and digests, and whether unpacking went well.
    pub unpacked: Unpacked,
    /// Why the document cannot be read to its end.
    pub unusable: Option<Unusable>,
    /// Entries that cannot be used.
    pub flaws: Vec<Flaw>,
    /// How many packages the document declares.
    pub declared: Option<u64>,
    /// How many entries the document has, those with flaws included.
    pub entries: u64,
}

/// Why a document cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// There is no file.
    Missing,
    /// A link leads out of the tree.
    Outside,
    /// The file cannot be read.
    Unreadable(String),
    /// It is not the document that it should be.
    Malformed(Place, String),
    /// It has a document type with an internal subset.
    Doctype(Place),
    /// It has more than a limit allows.
    Limit(Place, String),
}

impl From<Fatal> for Unusable {
    fn from(fatal: Fatal) -> Self {
        match fatal {
            Fatal::Source(error) => Self::Unreadable(error.to_string()),
            Fatal::Malformed { place, problem } => Self::Malformed(place, problem),
            Fatal::Doctype(place) => Self::Doctype(place),
            Fatal::Limit { place, limit } => Self::Limit(place, limit),
        }
    }
}

impl MetadataFile {
    /// What was read, if anything was.
    pub fn contents(&self) -> Option<&Contents> {
        match &self.access {
            Access::Read(contents) => Some(contents),
            _ => None,
        }
    }

    /// Whether the file has the size that `repomd.xml` says. An absent size agrees.
    pub fn size_agrees(&self) -> bool {
        let expected = self.data.size;
        self.contents().is_none_or(|contents| expected.is_none_or(|size| size == contents.unpacked.file.size))
    }

    /// Whether the file has the checksum that `repomd.xml` says. An absent checksum, and one of an unknown kind, agree.
    pub fn checksum_agrees(&self) -> bool {
        let Some(contents) = self.contents() else { return true };
        agrees(self.data.checksum.as_ref(), contents.unpacked.file.digest)
    }

    /// Whether the file is the one that `repomd.xml` means; everything else that is wrong with another one follows
    /// from that.
    pub fn is_named_file(&self) -> bool {
        self.size_agrees() && self.checksum_agrees()
    }

    /// Whether the contents have the size that `repomd.xml` says. An absent size agrees.
    pub fn open_size_agrees(&self) -> bool {
        let size = self.measured_contents().map(|contents| contents.size);
        size.zip(self.data.open_size).is_none_or(|(found, expected)| found == expected)
    }

    /// Whether the contents have the checksum that `repomd.xml` says. An absent checksum, and one of an unknown kind,
    /// agree.
    pub fn open_checksum_agrees(&self) -> bool {
        let digest = self.measured_contents().and_then(|contents| contents.digest);
        agrees(self.data.open_checksum.as_ref(), digest)
    }

    /// The contents, if they were unpacked to their end.
    fn measured_contents(&self) -> Option<&Measurement> {
        let unpacked = &self.contents()?.unpacked;
        unpacked.contents.as_ref().filter(|_| unpacked.problem.is_none())
    }

    /// Whether the suffix promises a packing, while the bytes are neither packed nor a document.
    pub fn has_unknown_packing(&self) -> bool {
        let Some(contents) = self.contents() else { return false };
        contents.unpacked.packing == Packing::Plain
            && Packing::from_suffix(&self.data.location.href) != Packing::Plain
            && matches!(contents.unusable, Some(Unusable::Malformed(..)))
            && contents.entries == 0
    }

    /// Whether the document was read to its end, and every entry can be used.
    pub fn is_faultless(&self) -> bool {
        self.is_whole() && self.contents().is_some_and(|contents| contents.flaws.is_empty())
    }

    /// Whether the document was read to its end.
    pub fn is_whole(&self) -> bool {
        let sound = |contents: &Contents| contents.unusable.is_none() && contents.unpacked.problem.is_none();
        self.contents().is_some_and(sound)
    }
}

/// Whether a digest is the one that a checksum means. A kind that is not known was not computed, and agrees.
pub(crate) fn agrees(checksum: Option<&Checksum>, found: Option<maneki_ground_rpm::Digest>) -> bool {
    match (checksum, found) {
        (Some(checksum), Some(found)) => checksum.digest() == Some(found),
        _ => true,
    }
}
