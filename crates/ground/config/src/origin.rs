use std::fmt;
use std::sync::Arc;

/// Where a value comes from. Ordered from the weakest layer to the strongest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The built-in default.
    Default,
    /// The configuration file; line and column count from 1.
    File {
        /// The path as the operator gave it.
        path: Arc<str>,
        /// The line of the value.
        line: usize,
        /// The column of the value, in characters.
        column: usize,
    },
    /// An environment variable, by its name.
    Variable(Arc<str>),
    /// A flag of the command line; `None` for a flag that has no name of its own.
    Flag(Option<&'static str>),
}

impl Origin {
    /// The place in a message: like [`Display`](fmt::Display), with the column and in words.
    pub(crate) fn place(&self) -> String {
        match self {
            Self::Default => "the built-in default".to_owned(),
            Self::File { path, line, column } => format!("{}:{line}:{column}", shown(path)),
            Self::Variable(name) => format!("environment variable {}", shown(name)),
            Self::Flag(Some(flag)) => format!("flag {flag}"),
            Self::Flag(None) => "a flag".to_owned(),
        }
    }
}

impl fmt::Display for Origin {
    /// Short enough for the end of a line: `default`, `maneki.toml:3`, `MANEKI_SERVER__LISTEN`, `flag --listen`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line, .. } => write!(f, "{}:{line}", shown(path)),
            Self::Variable(name) => f.write_str(&shown(name)),
            Self::Flag(Some(flag)) => write!(f, "flag {flag}"),
            Self::Flag(None) => f.write_str("flag"),
        }
    }
}

/// Escapes control characters, so that any text fits into one line of a message.
pub(crate) fn shown(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() { line.extend(c.escape_default()) } else { line.push(c) }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_always_one_line() {
        let origin = Origin::File { path: "a\nb = 1".into(), line: 3, column: 7 };
        assert_eq!(origin.to_string(), "a\\nb = 1:3");
        assert_eq!(origin.place(), "a\\nb = 1:3:7");
        assert_eq!(Origin::Flag(Some("--listen")).to_string(), "flag --listen");
        assert!(Origin::Default < origin && origin < Origin::Variable("A".into()));
    }
}
