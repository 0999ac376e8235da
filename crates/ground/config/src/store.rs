use std::fmt;
use std::path::PathBuf;

use crate::reader::{Noted, Reader, Refused};

/// `[store]`: where observations and their history are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// The database.
    pub url: StoreUrl,
}

/// A database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// `sqlite:` alone: a file in the state folder.
    StateFolder,
    /// `sqlite:PATH` or `sqlite://PATH`: a file; a relative path starts at the working directory.
    Sqlite(PathBuf),
}

impl Store {
    /// Reads the section.
    pub fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        Ok(Self { url: reader.text("store.url", StoreUrl::parse)? })
    }
}

impl StoreUrl {
    fn parse(text: &str) -> Result<Self, Refused> {
        let Some(rest) = text.strip_prefix("sqlite:") else { return Err("only SQLite is supported") };
        match rest.strip_prefix("//").unwrap_or(rest) {
            "" => Ok(Self::StateFolder),
            // SQLite would take it for a database in memory, and a file of that name would be a surprise.
            ":memory:" => Err("a database in memory keeps nothing"),
            path if path.contains(['\0', '?']) => Err("parameters are not supported"),
            path => Ok(Self::Sqlite(path.into())),
        }
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StateFolder => f.write_str("sqlite:"),
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_a_file_of_sqlite() {
        assert_eq!(StoreUrl::parse("sqlite:"), Ok(StoreUrl::StateFolder));
        assert_eq!(StoreUrl::parse("sqlite:/a/b.db"), Ok(StoreUrl::Sqlite("/a/b.db".into())));
        assert_eq!(StoreUrl::parse("sqlite:///a/b.db"), Ok(StoreUrl::Sqlite("/a/b.db".into())));
        assert_eq!(StoreUrl::parse("sqlite://b.db"), Ok(StoreUrl::Sqlite("b.db".into())));
        for wrong in
            ["", "/a/b.db", "mysql://a/b", "postgres://db/maneki", "sqlite::memory:", "sqlite:a?mode=ro"]
        {
            assert!(StoreUrl::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
