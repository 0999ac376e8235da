use std::fmt;

/// The variable that dnf replaces with the architecture of the client.
pub const BASEARCH: &str = "$basearch";

/// A text is not the name of an architecture, a repository or a module.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a name: use letters, digits, `-`, `_`, `+` and `.`")]
pub struct InvalidWord(String);

/// A word that needs no escaping in a URL path.
fn word(text: &str) -> Result<Box<str>, InvalidWord> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'.');
    let valid = (1..=100).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('.');
    valid.then(|| text.into()).ok_or_else(|| InvalidWord(text.chars().take(40).collect()))
}

macro_rules! word_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// Parses a name: up to 100 letters, digits, `-`, `_`, `+` and `.`.
            pub fn parse(text: &str) -> Result<Self, InvalidWord> {
                word(text).map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

word_type! {
    /// A processor architecture: `x86_64`.
    Arch
}
word_type! {
    /// The name of a repository in requests: `baseos`.
    RepositoryName
}
word_type! {
    /// An optional part of the distribution with a tree of its own: `kitten`.
    ModuleName
}

/// The path of a repository below a version: `BaseOS/$basearch/os/`.
///
/// It has no slash at the beginning and no doubled slashes; a slash at the end remains.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RepositoryPath {
    text: Box<str>,
    /// The parts around the architecture.
    parts: Box<[Box<str>]>,
}

/// A text is not the path of a repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("write a path below the version, such as `BaseOS/$basearch/os/`, without `..`, `?`, `#` and spaces")]
pub struct InvalidRepositoryPath;

impl RepositoryPath {
    /// Parses a path, and collapses doubled slashes.
    pub fn parse(text: &str) -> Result<Self, InvalidRepositoryPath> {
        let refused = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '\\');
        if text.contains("://") || text.len() > 500 || text.contains(refused) {
            return Err(InvalidRepositoryPath);
        }
        let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty()).collect();
        if parts.is_empty() || parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err(InvalidRepositoryPath);
        }
        let end = if text.ends_with('/') { "/" } else { "" };
        let text = format!("{}{end}", parts.join("/"));
        let parts = text.split(BASEARCH).map(Into::into).collect();
        Ok(Self { text: text.into(), parts })
    }

    /// The path in answers.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The path of one architecture: `BaseOS/x86_64/os/`.
    pub fn in_arch(&self, arch: &Arch) -> String {
        self.parts.join(arch.as_str())
    }
}

impl fmt::Display for RepositoryPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_slashes_collapse_and_the_last_one_stays() {
        let path = |text| RepositoryPath::parse(text).map(|path| path.to_string());
        assert_eq!(path("/BaseOS//$basearch/os/").as_deref(), Ok("BaseOS/$basearch/os/"));
        assert_eq!(path("raspberrypi/Source").as_deref(), Ok("raspberrypi/Source"));
        let arch = Arch::parse("riscv64").unwrap();
        for (text, in_arch) in [
            ("BaseOS/$basearch/os/", "BaseOS/riscv64/os/"),
            ("raspberrypi/Source", "raspberrypi/Source"),
            ("$basearch/a$b/$basearch", "riscv64/a$b/riscv64"),
        ] {
            assert_eq!(RepositoryPath::parse(text).unwrap().in_arch(&arch), in_arch);
        }
        for wrong in ["", "/", "../x", "a/../b", "http://a/b", "a b", "a?b"] {
            assert!(path(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn words_need_no_escaping() {
        assert!(Arch::parse("x86_64_v2").is_ok());
        for wrong in ["", "..", "a/b", "ä", "a b", "a\n"] {
            assert!(RepositoryName::parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
