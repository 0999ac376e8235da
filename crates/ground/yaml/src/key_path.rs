use std::fmt;

/// The keys that lead to a value, as messages name it: `` `geolocation.country` ``.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPath {
    keys: String,
    is_item: bool,
}

impl KeyPath {
    /// The file itself.
    pub fn file() -> Self {
        Self { keys: String::new(), is_item: false }
    }

    /// The value of a key.
    #[must_use]
    pub fn child(&self, key: &str) -> Self {
        // A key is a stranger's text: a long one is cut.
        let key = maneki_ground_diagnostics::shown(key);
        let keys = if self.keys.is_empty() { key } else { [&self.keys, ".", &key].concat() };
        Self { keys, is_item: false }
    }

    /// An item of the list.
    #[must_use]
    pub fn item(&self) -> Self {
        Self { keys: self.keys.clone(), is_item: true }
    }
}

impl KeyPath {
    /// The keys alone, also of an item of a list. A message begins with them.
    pub fn keys(&self) -> String {
        if self.keys.is_empty() { "the file".to_owned() } else { format!("`{}`", self.keys) }
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.keys.as_str(), self.is_item) {
            ("", false) => f.write_str("the file"),
            ("", true) => f.write_str("an item of the file"),
            (keys, false) => write!(f, "`{keys}`"),
            (keys, true) => write!(f, "an item of `{keys}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_every_key_from_the_top() {
        let repositories = KeyPath::file().child("repos");
        assert_eq!(KeyPath::file().to_string(), "the file");
        assert_eq!(repositories.item().to_string(), "an item of `repos`");
        assert_eq!(repositories.item().keys(), "`repos`");
        assert_eq!(repositories.item().child("path").to_string(), "`repos.path`");
    }
}
