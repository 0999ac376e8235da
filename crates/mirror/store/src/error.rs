use std::path::{Path, PathBuf};

/// An operation of the store that failed.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct StoreError {
    /// The database file.
    pub path: PathBuf,
    /// What failed.
    pub cause: Cause,
}

/// Why an operation of the store failed, and what helps.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The folder or the file cannot be created.
    #[error("cannot create the file: {0}; give the user of the service a state folder with write permission")]
    NotMade(std::io::Error),
    /// A folder, a device.
    #[error("this is not a regular file; set `store.url` to another one")]
    NoFile,
    /// It belongs to another user, or is read-only.
    #[error(
        "cannot open or write the file; run this as the user of the service, who must own the file and its folder"
    )]
    NotOpened,
    /// Not a database, or a damaged one.
    #[error(
        "the database is damaged; stop the service, then restore a copy, or move the file away to start from scratch"
    )]
    Damaged,
    /// A database of another program.
    #[error("this is the database of another program; set `store.url` to another file")]
    Foreign,
    /// A later version of Maneki wrote it.
    #[error(
        "a newer version of Maneki wrote it (schema {found}, this version knows {known}); use the newer version"
    )]
    Newer {
        /// The schema of the file.
        found: i64,
        /// The newest schema that this version knows.
        known: i64,
    },
    /// An earlier version of Maneki wrote it, and a reader must not migrate it.
    #[error(
        "an older version of Maneki wrote it (schema {found}, this version needs {known}); start the service once"
    )]
    Older {
        /// The schema of the file.
        found: i64,
        /// The schema that this version needs.
        known: i64,
    },
    /// An applied migration differs from the one in this version.
    #[error("its schema {0} differs from that of this version; use the version of Maneki that created it")]
    Altered(i64),
    /// Another process keeps writing to it.
    #[error(
        "another process keeps it locked; stop the other service, or give this one a state folder of its own"
    )]
    Locked,
    /// The disk is full.
    #[error("the disk is full; free some space: this round was not written, and the next one will write it")]
    Full,
    /// Any other error.
    #[error("the database fails: {0}")]
    Other(sqlx::Error),
}

impl StoreError {
    pub(crate) fn new(path: &Path, cause: impl Into<Cause>) -> Self {
        Self { path: path.into(), cause: cause.into() }
    }
}

/// The result codes of SQLite (<https://www.sqlite.org/rescode.html>).
impl From<sqlx::Error> for Cause {
    fn from(error: sqlx::Error) -> Self {
        /// `SQLITE_IOERR_SHMSIZE`: the only I/O error with a known cause.
        const NO_ROOM_FOR_SHARED_MEMORY: u32 = 4874;
        let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
        match code.map(|code| (code, code & 0xff)) {
            Some((_, 5 | 6)) => Self::Locked,
            Some((NO_ROOM_FOR_SHARED_MEMORY, _) | (_, 13)) => Self::Full,
            Some((_, 11 | 26)) => Self::Damaged,
            Some((_, 3 | 8 | 14 | 23)) => Self::NotOpened,
            _ => Self::Other(error),
        }
    }
}
