//! Address databases that the operator brings along: files in the MMDB format.
//!
//! The format says how values are stored, not what they are called, and every vendor has layouts of its
//! own; [`record`] reads all of them and [`value`] is what it reads them with.
//!
//! A file is read whole and verified before it answers. It is never mapped into memory: a mapped file
//! that somebody shortens kills the process.

#[cfg(test)]
mod layouts;
mod record;
#[cfg(test)]
pub(crate) mod sample;
mod value;

use maxminddb::{MaxMindDbError, Reader, WithinOptions};
pub(crate) use record::{Place, Record};
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

/// After so many networks without anything of use, a file is of no use.
const NETWORKS_TO_TRY: usize = 10_000;

/// Why a database of the operator's cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// The file is missing or may not be read.
    #[error("cannot read the address database {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// The file is not in the MMDB format, or damaged.
    #[error("the address database {} is damaged or no MMDB file: {source}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        source: MaxMindDbError,
    },
    /// The file is sound, but about something else.
    #[error("the address database {} (`{kind}`) knows neither countries nor autonomous systems", path.display())]
    Useless {
        /// The file.
        path: PathBuf,
        /// What it says that it is.
        kind: String,
    },
}

impl DatabaseError {
    /// The file that cannot be used.
    pub fn path(&self) -> &Path {
        let (Self::Unreadable { path, .. } | Self::Damaged { path, .. } | Self::Useless { path, .. }) = self;
        path
    }
}

/// One file in memory.
pub(crate) struct Database {
    reader: Reader<Vec<u8>>,
}

impl Database {
    /// Reads and verifies a file.
    #[expect(clippy::disallowed_methods, reason = "the one place of this crate that reads files")]
    pub(crate) fn open(path: &Path) -> Result<Self, DatabaseError> {
        let bytes =
            std::fs::read(path).map_err(|source| DatabaseError::Unreadable { path: path.into(), source })?;
        let database =
            Self::new(bytes).map_err(|source| DatabaseError::Damaged { path: path.into(), source })?;
        if database.is_useless() {
            let kind = database.reader.metadata().database_type.clone();
            return Err(DatabaseError::Useless { path: path.into(), kind });
        }
        Ok(database)
    }

    /// Verifies what a file holds.
    pub(crate) fn new(bytes: Vec<u8>) -> Result<Self, MaxMindDbError> {
        let reader = Reader::from_source(bytes)?;
        reader.verify()?;
        Ok(Self { reader })
    }

    /// What the file says about an address.
    ///
    /// A file for IPv4 alone says nothing about IPv6, and neither does a damaged record about anything.
    pub(crate) fn record(&self, address: IpAddr) -> Option<Record<'_>> {
        self.reader.lookup(address).ok()?.decode().ok()?
    }

    /// Whether there is nothing of use in a large sample; an empty file may be filled later.
    fn is_useless(&self) -> bool {
        let Ok(networks) = self.reader.networks(WithinOptions::default()) else { return true };
        let mut records = networks
            .take(NETWORKS_TO_TRY)
            .map(|network| network.ok()?.decode::<Record<'_>>().ok()?)
            .peekable();
        records.peek().is_some() && records.all(|record| record.unwrap_or_default() == Record::default())
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Database").field(&self.reader.metadata().database_type).finish()
    }
}
