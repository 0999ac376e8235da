//! Placed values of YAML groups.

use jiff::civil::Date;
use maneki_ground_yaml::{Group, Key, Presence, Report, Table};

use super::placed::Placed;
use crate::read;

pub(super) const fn required(name: &'static str, doc: &'static str) -> Key<()> {
    Key::new(name, Presence::Required, (), doc)
}

pub(super) const fn optional(name: &'static str, doc: &'static str) -> Key<()> {
    Key::new(name, Presence::Optional, (), doc)
}

pub(super) const fn table(place: &'static str, keys: &'static [Key<()>]) -> Table<()> {
    Table { place, keys, synonyms: &[], neighbours: Vec::new }
}

pub(super) fn date(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<Placed<Date>> {
    let span = group.get(key)?.span();
    read::date(group, key, report).map(|date| Placed::new(date, span))
}

pub(super) fn text(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<Placed<String>> {
    let span = group.get(key)?.span();
    read::text(group, key, report).map(|text| Placed::new(text, span))
}

pub(super) fn number(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<Placed<u64>> {
    let span = group.get(key)?.span();
    read::whole(group, key, 1_000_000, report).map(|number| Placed::new(number, span))
}

/// An id, which is compared without letter case.
pub(super) fn id(group: &Group<'_, ()>, key: &str, report: &mut Report<'_>) -> Option<Placed<String>> {
    text(group, key, report).map(|id| Placed::new(folded(&id.value), id.span))
}

pub(super) fn folded(id: &str) -> String {
    id.trim().to_lowercase()
}
