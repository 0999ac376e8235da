use std::fmt;
use std::path::PathBuf;

use url::Url;

use crate::reader::Refused;
use crate::secret::without_secrets;

/// Where something is read from: a web server, or this machine.
///
/// [`Debug`](fmt::Debug) and [`Display`](fmt::Display) show a URL without its password.
#[derive(Clone, PartialEq, Eq)]
pub enum Source {
    /// An http or https URL.
    Url(Url),
    /// A file or a folder; a relative path starts at the working directory.
    Path(PathBuf),
}

impl Source {
    /// A text with a scheme is a URL, any other text is a path.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if !text.contains("://") {
            return path(text).map(Self::Path);
        }
        let url = Url::parse(text).map_err(|_| "it is not a URL")?;
        match url.scheme() {
            "http" | "https" => Ok(Self::Url(url)),
            "file" => url.to_file_path().map(Self::Path).map_err(|()| "a file URL has three slashes"),
            _ => Err("only http and https are supported"),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(url) => f.write_str(&without_secrets(url.as_str())),
            Self::Path(path) => write!(f, "{}", path.display()),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Parses a path; the file or folder need not exist.
pub fn path(text: &str) -> Result<PathBuf, Refused> {
    if text.is_empty() {
        Err("")
    } else if text.contains('\0') {
        Err("a path cannot contain NUL")
    } else if text.contains("://") {
        Err("it is a URL")
    } else {
        Ok(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_and_paths_are_told_apart() {
        assert_eq!(Source::parse("/srv/tanuki").unwrap(), Source::Path("/srv/tanuki".into()));
        assert_eq!(Source::parse("tree").unwrap(), Source::Path("tree".into()));
        assert_eq!(Source::parse("file:///srv/tanuki").unwrap(), Source::Path("/srv/tanuki".into()));
        assert!(matches!(Source::parse("https://repo.example.org/x"), Ok(Source::Url(_))));
        for wrong in ["", "rsync://a/b", "http://", "file://host/x", "\0"] {
            assert!(Source::parse(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let source = Source::parse("https://me:s3cret@repo.example.org/").unwrap();
        assert_eq!(
            format!("{source} {source:?}"),
            "https://me:***@repo.example.org/ https://me:***@repo.example.org/"
        );
    }
}
