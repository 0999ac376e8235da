use std::fmt;
use std::path::PathBuf;

use url::Url;

use crate::reader::{Noted, Reader, Refused};
use crate::secret::{Secret, without_secrets};

/// `[store]`: where history and the last snapshot are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    /// Which database.
    pub url: StoreUrl,
}

/// A database.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// `sqlite:` alone: a file in the state folder, named by whoever knows that folder.
    StateFolder,
    /// `sqlite:PATH` or `sqlite://PATH`: a file; a relative path is one from the working directory.
    Sqlite(PathBuf),
    /// `postgres://…` or `postgresql://…`, whole, because it may hold a password.
    Postgres(Secret),
}

impl Store {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        Ok(Self { url: reader.text("store.url", StoreUrl::parse)? })
    }
}

impl StoreUrl {
    fn parse(text: &str) -> Result<Self, Refused> {
        let Some(rest) = text.strip_prefix("sqlite:") else { return Self::parse_postgres(text) };
        match rest.strip_prefix("//").unwrap_or(rest) {
            "" => Ok(Self::StateFolder),
            // A file of that name would surprise whoever knows the notation, and nothing is kept in memory.
            ":memory:" => Err("a database in memory keeps nothing"),
            path if path.contains(['\0', '?']) => Err("parameters are not taken"),
            path => Ok(Self::Sqlite(path.into())),
        }
    }

    fn parse_postgres(text: &str) -> Result<Self, Refused> {
        let url = Url::parse(text).map_err(|_| "")?;
        match url.scheme() {
            "postgres" | "postgresql" if text.contains("://") => Ok(Self::Postgres(Secret::new(text))),
            "http" | "https" => Err("that is no database"),
            _ => Err("only SQLite and PostgreSQL are known"),
        }
    }
}

impl fmt::Display for StoreUrl {
    /// Without a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StateFolder => f.write_str("sqlite:"),
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => f.write_str(&without_secrets(url.reveal())),
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_databases_are_told_apart() {
        assert_eq!(StoreUrl::parse("sqlite:"), Ok(StoreUrl::StateFolder));
        assert_eq!(StoreUrl::parse("sqlite:/a/b.db"), Ok(StoreUrl::Sqlite("/a/b.db".into())));
        assert_eq!(StoreUrl::parse("sqlite:///a/b.db"), Ok(StoreUrl::Sqlite("/a/b.db".into())));
        assert_eq!(StoreUrl::parse("sqlite://b.db"), Ok(StoreUrl::Sqlite("b.db".into())));
        assert!(matches!(
            StoreUrl::parse("postgresql:///maneki?host=/run/postgresql"),
            Ok(StoreUrl::Postgres(_))
        ));
        for wrong in ["", "/a/b.db", "mysql://a/b", "postgres:maneki", "sqlite::memory:", "sqlite:a?mode=ro"]
        {
            assert!(StoreUrl::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn the_password_stays_here() {
        let url = StoreUrl::parse("postgres://maneki:s3cret@db/maneki").unwrap();
        assert_eq!(
            format!("{url:?} {url}"),
            "postgres://maneki:***@db/maneki postgres://maneki:***@db/maneki"
        );
    }
}
