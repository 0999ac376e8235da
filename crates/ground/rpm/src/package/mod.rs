//! A package file: a lead of 96 bytes, the signature header, the main header and the payload.
//!
//! [`PackageHeaders::read`] stops in front of the payload. [`check()`] goes through the whole file once and compares
//! every digest that the headers name.

mod check;
mod dependencies;
mod files;
mod identity;

use std::fmt;
use std::io::{self, Read};

pub use check::{Agreement, Checked, check, check_headers};
pub use dependencies::{DependencyKind, HeaderDependency};
pub use files::PackagedFile;
pub use identity::Identity;

use crate::header::{Header, HeaderError, Section};

/// The size of the lead, of which only the magic has a meaning today.
const LEAD: u64 = 96;

/// The first four bytes of a package.
const LEAD_MAGIC: [u8; 4] = [0xed, 0xab, 0xee, 0xdb];

/// The two headers of a package.
#[derive(Debug, Clone)]
pub struct PackageHeaders {
    /// Digests and signatures of the rest.
    pub signature: Header,
    /// What the package is.
    pub main: Header,
    /// Where the main header starts in the file.
    pub main_start: u64,
    /// Where the payload starts in the file, which is where the main header ends.
    pub payload_start: u64,
}

/// Why a file is not a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// The file does not start as packages do.
    #[error("it does not start with the magic bytes of a package")]
    NotPackage,
    /// The file ends before the payload.
    #[error("it ends after {found} bytes, in the {place}")]
    Truncated {
        /// Which part is incomplete.
        place: Place,
        /// The size of the file.
        found: u64,
    },
    /// A header cannot be read.
    #[error("the {section} is malformed: {error}")]
    Header {
        /// Which header.
        section: Section,
        /// What is wrong with it.
        error: HeaderError,
    },
}

/// A part of a package file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The first 96 bytes.
    Lead,
    /// One of the headers, with the padding after it.
    Header(Section),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lead => f.write_str("lead"),
            Self::Header(section) => section.fmt(f),
        }
    }
}

impl PackageHeaders {
    /// Reads lead and headers, and not a byte more. The outer error is the source's, the inner one the package's.
    pub fn read(source: &mut impl Read) -> io::Result<Result<Self, PackageError>> {
        let mut lead = Vec::new();
        source.take(LEAD).read_to_end(&mut lead)?;
        let found = lead.len() as u64;
        if !lead.starts_with(&LEAD_MAGIC) && found >= LEAD_MAGIC.len() as u64 {
            return Ok(Err(PackageError::NotPackage));
        }
        if found < LEAD {
            return Ok(Err(PackageError::Truncated { place: Place::Lead, found }));
        }
        let signature = match read_header(source, Section::Signature, LEAD)? {
            Ok(header) => header,
            Err(error) => return Ok(Err(error)),
        };
        // The signature header is padded to a multiple of 8 bytes.
        let end = LEAD + signature.as_bytes().len() as u64;
        let main_start = end.next_multiple_of(8);
        let skipped = io::copy(&mut source.take(main_start - end), &mut io::sink())?;
        if end + skipped < main_start {
            let place = Place::Header(Section::Signature);
            return Ok(Err(PackageError::Truncated { place, found: end + skipped }));
        }
        Ok(read_header(source, Section::Main, main_start)?.map(|main| {
            let payload_start = main_start + main.as_bytes().len() as u64;
            Self { signature, main, main_start, payload_start }
        }))
    }
}

/// Reads the header that starts so many bytes into the file.
fn read_header(
    source: &mut impl Read,
    section: Section,
    start: u64,
) -> io::Result<Result<Header, PackageError>> {
    Ok(Header::read(source, section)?.map_err(|error| match error {
        HeaderError::Truncated { found, .. } => {
            PackageError::Truncated { place: Place::Header(section), found: start + found }
        }
        error => PackageError::Header { section, error },
    }))
}
