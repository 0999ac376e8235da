use crate::key::{Key, Shape};

/// The keys of the whole configuration: the table of the ground, then the table of each room.
///
/// Known names, the reference page, messages and the printed configuration all come from these tables.
#[derive(Debug, Clone, Copy)]
pub struct Keys(&'static [&'static [Key]]);

impl Keys {
    /// The keys of these tables; the order is that of the reference page.
    pub const fn new(tables: &'static [&'static [Key]]) -> Self {
        Self(tables)
    }

    /// Every key, table by table.
    pub fn iter(self) -> impl Iterator<Item = &'static Key> {
        self.0.iter().copied().flatten()
    }

    /// The key of a full name, and for an entry of a map (`mirror.check.module_references.next`) the entry's name.
    pub(crate) fn find(self, name: &str) -> Option<(&'static Key, Option<&str>)> {
        self.iter().find_map(|key| {
            let rest = name.strip_prefix(key.name)?;
            if rest.is_empty() {
                return Some((key, None));
            }
            let entry = rest.strip_prefix('.').filter(|_| key.shape == Shape::Map)?;
            (!entry.is_empty()).then_some((key, Some(entry)))
        })
    }

    /// The sections, in the order of the tables: `server`, …, `mirror`, `mirror.check`.
    pub(crate) fn sections(self) -> Vec<&'static str> {
        let mut sections: Vec<&'static str> = self.iter().map(Key::section).collect();
        sections.dedup();
        sections
    }

    /// Whether there are keys below `name`: it is a section, or the beginning of the name of one.
    pub(crate) fn has_section(self, name: &str) -> bool {
        self.iter().any(|key| {
            key.section().strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// The keys of a section, without those of the sections below it.
    pub(crate) fn of_section(self, section: &str) -> impl Iterator<Item = &'static Key> {
        self.iter().filter(move |key| key.section() == section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: &[Key] = &[
        Key { name: "room.colour", ..Key::PLAIN },
        Key { name: "room.check.interval", ..Key::PLAIN },
        Key { name: "room.check.names", shape: Shape::Map, ..Key::PLAIN },
    ];
    const KEYS: Keys = Keys::new(&[crate::table::KEYS, ROOM]);

    #[test]
    fn only_a_map_has_entries_below_its_key() {
        assert_eq!(
            KEYS.find("room.check.interval").map(|(key, entry)| (key.name, entry)),
            Some(("room.check.interval", None))
        );
        let (key, entry) = KEYS.find("room.check.names.next.x").unwrap();
        assert_eq!((key.name, entry), ("room.check.names", Some("next.x")));
        for unknown in
            ["room", "room.check", "room.check.interval.x", "room.colour_", "room.check.names.", ""]
        {
            assert!(KEYS.find(unknown).is_none(), "{unknown:?}");
        }
    }

    #[test]
    fn a_section_is_everything_before_the_last_dot() {
        assert_eq!(KEYS.sections(), ["server", "outbound", "store", "site", "room", "room.check"]);
        assert!(KEYS.has_section("room") && KEYS.has_section("room.check"));
        assert!(!KEYS.has_section("roo") && !KEYS.has_section("room.colour"));
    }
}
