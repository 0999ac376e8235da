use crate::table::KEYS;

/// One key of the configuration, with everything that is said about it anywhere.
///
/// The table [`KEYS`] is the only list of keys: what is known, the reference page, the messages and the
/// printed configuration all come from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Section and name: `check.interval`.
    pub name: &'static str,
    /// What kind of TOML value it takes.
    pub shape: Shape,
    /// What the value has to be, in words that follow "must be".
    pub expects: &'static str,
    /// The default as TOML; `None` where the key is simply not set.
    pub default: Option<&'static str>,
    /// What it does, in one sentence.
    pub doc: &'static str,
    /// A value that works, as TOML.
    pub example: &'static str,
    /// The flag of `maneki serve` that sets it, where there is one.
    pub flag: Option<&'static str>,
    /// Whether a running service cannot follow a change: see [`crate::needs_restart`].
    pub needs_restart: bool,
}

/// The kind of TOML value that a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A string that is shown to nobody.
    Secret,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Switch,
    /// An array of strings.
    List,
    /// A table of strings, whose keys are chosen by the operator.
    Map,
}

/// The prefix of the environment variables.
pub(crate) const PREFIX: &str = "MANEKI_";

/// Between section and name in a variable, because names hold single underscores themselves.
pub(crate) const LEVEL: &str = "__";

impl Key {
    /// The key of a full name, and for an entry of a map (`check.module_references.next`) which one.
    pub(crate) fn find(name: &str) -> Option<(&'static Self, Option<&str>)> {
        KEYS.iter().find_map(|key| {
            let rest = name.strip_prefix(key.name)?;
            if rest.is_empty() {
                return Some((key, None));
            }
            let entry = rest.strip_prefix('.').filter(|_| key.shape == Shape::Map)?;
            (!entry.is_empty()).then_some((key, Some(entry)))
        })
    }

    /// The section: `check` of `check.interval`.
    pub fn section(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(section, _)| section)
    }

    /// The name within the section: `interval` of `check.interval`.
    pub fn short_name(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(_, name)| name)
    }

    /// The environment variable: `MANEKI_CHECK__INTERVAL`.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', LEVEL).to_ascii_uppercase())
    }

    /// The example as one writes it in a shell: a plain string needs no quotes there, anything else does.
    pub(crate) fn shell_example(&self) -> String {
        match self.shape {
            Shape::Text | Shape::Secret => self.example.trim_matches('"').to_owned(),
            Shape::Number | Shape::Switch => self.example.to_owned(),
            Shape::List | Shape::Map => format!("'{}'", self.example),
        }
    }

    /// The sections, in the order of the table.
    pub(crate) fn sections() -> impl Iterator<Item = &'static str> {
        let starts = |(at, key): (usize, &'static Self)| {
            let first = at == 0 || KEYS[at - 1].section() != key.section();
            first.then(|| key.section())
        };
        KEYS.iter().enumerate().filter_map(starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_a_map_are_found_and_nothing_below_other_keys() {
        assert_eq!(
            Key::find("check.interval").map(|(key, entry)| (key.name, entry)),
            Some(("check.interval", None))
        );
        let (key, entry) = Key::find("check.module_references.next.x").unwrap();
        assert_eq!((key.name, entry), ("check.module_references", Some("next.x")));
        for unknown in ["check", "check.interval.x", "check.interval_", "check.module_references.", ""] {
            assert!(Key::find(unknown).is_none(), "{unknown:?}");
        }
    }

    #[test]
    fn sections_stand_together() {
        assert_eq!(
            Key::sections().collect::<Vec<_>>(),
            ["server", "check", "cloud", "geo", "store", "lint", "site"]
        );
    }
}
