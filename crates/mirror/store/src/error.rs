use std::path::{Path, PathBuf};

/// The store cannot do what it is asked to.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", path.display())]
pub struct StoreError {
    /// The file of the database.
    pub path: PathBuf,
    /// What is the matter.
    pub cause: Cause,
}

/// What is the matter with a store, and what helps.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// The folder or the file cannot be made.
    #[error("the file cannot be made: {0}; give the user of the service a state folder that it may write to")]
    NotMade(std::io::Error),
    /// A folder, a device.
    #[error("this is not a regular file; name another one in `store.url`")]
    NoFile,
    /// It is for somebody else, or read-only.
    #[error(
        "the file cannot be opened or written; run this as the user of the service, to whom it and its folder \
         have to belong"
    )]
    NotOpened,
    /// No database, or a broken one.
    #[error(
        "the database is damaged; stop the service, then restore a copy, or move the file away to begin anew"
    )]
    Damaged,
    /// A database of another program.
    #[error("this is the database of another program; name another file in `store.url`")]
    Foreign,
    /// A later version of Maneki wrote it.
    #[error("a newer version of Maneki wrote it (schema {found}, known is {known}); use that one")]
    Newer {
        /// The schema of the file.
        found: i64,
        /// The newest that is known here.
        known: i64,
    },
    /// An earlier version of Maneki wrote it, and it is not for a reader to change that.
    #[error(
        "an older version of Maneki wrote it (schema {found}, needed is {known}); start the service once"
    )]
    Older {
        /// The schema of the file.
        found: i64,
        /// The one that is needed.
        known: i64,
    },
    /// A migration is not the one that was applied.
    #[error("its schema {0} is not that of this program; use the version of Maneki that made it")]
    Altered(i64),
    /// Somebody else writes to it all the time.
    #[error(
        "another process keeps it locked; stop the other service, or give this one a state folder of its own"
    )]
    Locked,
    /// No room for more.
    #[error("the disk is full; nothing of this round was written, and the next one brings it: make room")]
    Full,
    /// Anything else.
    #[error("the database fails: {0}")]
    Other(sqlx::Error),
}

impl StoreError {
    pub(crate) fn new(path: &Path, cause: impl Into<Cause>) -> Self {
        Self { path: path.into(), cause: cause.into() }
    }
}

/// What SQLite says (<https://www.sqlite.org/rescode.html>).
impl From<sqlx::Error> for Cause {
    fn from(error: sqlx::Error) -> Self {
        /// `SQLITE_IOERR_SHMSIZE`: the one failure of reading and writing that says more.
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
