//! Copies of fetched files, in `networks/` of the state folder.
//!
//! A copy is one file: a line of JSON, the [`Label`], then the bytes as they were fetched. The label holds the source
//! and the digest of the bytes, so that a damaged copy, or a copy of another source under the same name, is recognised.
//! A file of another layout counts as damaged: it will be fetched again.

use std::io;
use std::path::{Path, PathBuf};

use maneki_mirror_model::CloudProvider;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::files;
use crate::source::{Source, hex};

/// The layout of the copies; a change of the layout changes the number.
const LAYOUT: u32 = 1;

/// Larger than every file that is fetched, with its label.
const LIMIT: usize = 65_000_000;

/// The kind of file that a copy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Cloud(CloudProvider),
    Subnets,
}

#[derive(Serialize, Deserialize)]
struct Label {
    layout: u32,
    /// For people who read the folder.
    source: String,
    fingerprint: String,
    sha256: String,
}

/// A copy that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoadCopyError {
    /// There is no copy.
    #[error("there is no copy of {subject} yet")]
    Missing {
        /// The source whose copy is missing.
        subject: String,
    },
    /// The operating system cannot read it.
    #[error("cannot read the copy {}: {reason}", path.display())]
    Unreadable {
        /// The copy.
        path: PathBuf,
        /// What the operating system reports.
        reason: String,
    },
    /// Cut off, changed, or written by another version.
    #[error("the copy {} is damaged: {reason}", path.display())]
    Damaged {
        /// The copy.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// It was saved when the configuration named another source.
    #[error("the copy {} is of {kept}, not of {subject}", path.display())]
    OfAnother {
        /// The copy.
        path: PathBuf,
        /// The source of the copy.
        kept: String,
        /// The source that was expected.
        subject: String,
    },
}

/// A copy that cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("cannot save the copy {}: {reason}", path.display())]
pub struct SaveCopyError {
    /// The copy.
    pub path: PathBuf,
    /// What the operating system says.
    pub reason: String,
}

/// The path of a source's copy. No part of a URL gets into the file name.
pub(crate) fn path(folder: &Path, kind: Kind, source: &Source) -> PathBuf {
    folder.join(match kind {
        Kind::Cloud(provider) => format!("cloud-{provider}.copy"),
        Kind::Subnets => format!("subnets-{}.copy", &source.fingerprint()[..32]),
    })
}

pub(crate) fn save(folder: &Path, kind: Kind, source: &Source, bytes: &[u8]) -> Result<(), SaveCopyError> {
    let path = path(folder, kind, source);
    let label = Label {
        layout: LAYOUT,
        source: source.to_string(),
        fingerprint: source.fingerprint(),
        sha256: hex(&Sha256::digest(bytes)),
    };
    let label = serde_json::to_vec(&label).expect("a label holds only text and numbers");
    files::replace(&path, &[&label, b"\n", bytes])
        .map_err(|error| SaveCopyError { path, reason: error.to_string() })
}

pub(crate) fn load(folder: &Path, kind: Kind, source: &Source) -> Result<Vec<u8>, LoadCopyError> {
    let path = path(folder, kind, source);
    let mut bytes = match files::read(&path, LIMIT) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(LoadCopyError::Missing { subject: source.to_string() });
        }
        Err(error) => return Err(LoadCopyError::Unreadable { path, reason: error.to_string() }),
    };
    let damaged = |reason: &str| LoadCopyError::Damaged { path: path.clone(), reason: reason.to_owned() };

    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or_else(|| damaged("it has no label"))?;
    let body = bytes.split_off(end + 1);
    let label: Label = serde_json::from_slice(&bytes).map_err(|_| damaged("its label cannot be read"))?;
    if label.layout != LAYOUT {
        return Err(damaged("it was written by another version"));
    }
    if label.fingerprint != source.fingerprint() {
        return Err(LoadCopyError::OfAnother { path, kept: label.source, subject: source.to_string() });
    }
    if label.sha256 != hex(&Sha256::digest(&body)) {
        return Err(damaged("its digest does not match"));
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWS: Kind = Kind::Cloud(CloudProvider::Aws);

    fn source(text: &str) -> Source {
        text.parse().unwrap()
    }

    #[test]
    fn a_copy_is_loaded_as_it_was_saved() {
        let folder = tempfile::tempdir().unwrap();
        let source = source("https://user:secret@example.org/../etc/passwd?token=secret");
        let bytes = b"[\n\x00\xff]";
        assert!(matches!(load(folder.path(), Kind::Subnets, &source), Err(LoadCopyError::Missing { .. })));
        save(folder.path(), Kind::Subnets, &source, bytes).unwrap();
        assert_eq!(load(folder.path(), Kind::Subnets, &source).unwrap(), bytes);

        let path = path(folder.path(), Kind::Subnets, &source);
        assert_eq!(path.parent(), Some(folder.path()));
        let written = files::read(&path, LIMIT).unwrap();
        assert!(!String::from_utf8_lossy(&written).contains("secret"));
    }

    #[test]
    fn a_copy_of_another_source_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        save(folder.path(), AWS, &source("https://example.org/a"), b"{}").unwrap();
        let error = load(folder.path(), AWS, &source("aws.json")).unwrap_err().to_string();
        assert!(error.ends_with("is of https://example.org/a, not of aws.json"), "{error}");
    }

    #[test]
    fn damage_at_every_byte_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let source = source("https://example.org/a");
        save(folder.path(), AWS, &source, b"{\"prefixes\": []}").unwrap();
        let path = path(folder.path(), AWS, &source);
        let whole = files::read(&path, LIMIT).unwrap();
        // Cut off at every length, and one bit flipped in every byte of the body.
        for length in 0..whole.len() {
            files::replace(&path, &[&whole[..length]]).unwrap();
            assert!(load(folder.path(), AWS, &source).is_err(), "cut to {length} bytes");
        }
        let label = whole.iter().position(|byte| *byte == b'\n').unwrap();
        for place in label..whole.len() {
            let mut flipped = whole.clone();
            flipped[place] ^= 1;
            files::replace(&path, &[&flipped]).unwrap();
            assert!(load(folder.path(), AWS, &source).is_err(), "byte {place} changed");
        }
    }
}
