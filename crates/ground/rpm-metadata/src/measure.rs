use std::io::{self, Read};

use maneki_ground_rpm::{Digest, DigestKind, Hasher};

/// How many bytes went through, and their digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurement {
    /// How many bytes.
    pub size: u64,
    /// Their digest, of the kind that the caller chose.
    pub digest: Option<Digest>,
}

/// Counts and hashes bytes.
pub(crate) struct Measure {
    pub(crate) size: u64,
    hasher: Option<Hasher>,
}

impl Measure {
    pub(crate) fn new(kind: Option<DigestKind>) -> Self {
        Self { size: 0, hasher: kind.map(Hasher::new) }
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(bytes);
        }
    }

    pub(crate) fn finish(self) -> Measurement {
        Measurement { size: self.size, digest: self.hasher.map(Hasher::finish) }
    }
}

/// A source that is measured as it is read, and remembers that it failed.
pub(crate) struct Measured<R> {
    source: R,
    pub(crate) measure: Measure,
    /// The error of the source itself, as opposed to one of an unpacker after it.
    pub(crate) failure: Option<io::Error>,
}

impl<R> Measured<R> {
    pub(crate) fn new(source: R, kind: Option<DigestKind>) -> Self {
        Self { source, measure: Measure::new(kind), failure: None }
    }
}

impl<R: Read> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.source.read(buffer) {
            Ok(count) => {
                self.measure.add(&buffer[..count]);
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let copy = io::Error::new(error.kind(), error.to_string());
                self.failure = Some(error);
                Err(copy)
            }
        }
    }
}
