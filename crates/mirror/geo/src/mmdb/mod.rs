//! The operator's address databases: files in the MMDB format.
//!
//! The format defines how values are stored, but not their names, and each vendor has its own layouts. [`record`] reads
//! all of them, with the help of [`value`].
//!
//! A file is read as a whole and verified before it is used. It is never mapped into memory, because truncating a mapped
//! file kills the process.

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

/// A file without a usable record in this many networks is useless.
const NETWORKS_TO_TRY: usize = 10_000;

/// A database that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// The file is missing or not readable.
    #[error("cannot read the address database {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system reports.
        source: io::Error,
    },
    /// The file is not in the MMDB format, or damaged.
    #[error("the address database {} is damaged or not an MMDB file: {source}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What the reader reports.
        source: MaxMindDbError,
    },
    /// The file is intact, but holds other facts.
    #[error("the address database {} (`{kind}`) knows neither countries nor autonomous systems", path.display())]
    Useless {
        /// The file.
        path: PathBuf,
        /// The type that the file declares.
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

    /// Verifies the content of a file.
    pub(crate) fn new(bytes: Vec<u8>) -> Result<Self, MaxMindDbError> {
        let reader = Reader::from_source(bytes)?;
        reader.verify()?;
        Ok(Self { reader })
    }

    /// The record of an address; `None` for an IPv6 address in a file of IPv4, and if the record is damaged.
    pub(crate) fn record(&self, address: IpAddr) -> Option<Record<'_>> {
        self.reader.lookup(address).ok()?.decode().ok()?
    }

    /// Whether a large sample has no usable record. An empty file is not useless, because it may be filled later.
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
