use std::collections::BTreeMap;

use maneki_ground_diagnostics::{Fix, Span};

use crate::node::Node;

/// Keys with their values in the order of the file, including repeated keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// Every key with its value.
    pub entries: Vec<KeyValue>,
    /// The places of the merge keys (`<<`).
    pub merges: Vec<Span>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyValue {
    /// The text of the key.
    pub key: String,
    /// The place of the key.
    pub key_span: Span,
    /// Whether the key was written without quotes.
    pub key_plain: bool,
    /// The value.
    pub node: Node,
    /// Whether it comes from a merge key: a key of the mapping itself takes precedence.
    pub merged: bool,
}

impl KeyValue {
    /// A fix that renames the key; `source` is the text of the file. It changes what the file says, so a person must
    /// review it. `None` if the notation of the key does not allow a blind edit.
    pub fn renamed(&self, source: &str, name: &str) -> Option<Fix> {
        let span = self.key_span;
        let as_written = source.get(span.start..span.end) == Some(self.key.as_str());
        as_written.then(|| Fix::safe(span.start, span.end, name).unsafely())
    }

    /// A fix that removes the line of a key without a value, unless there is something else on the line.
    pub(crate) fn removed(&self, source: &str) -> Option<Fix> {
        let key = self.key_span;
        let line = source.get(..key.start)?.rfind('\n').map_or(0, |end| end + 1);
        let end = source.get(key.end..)?.find('\n').map(|end| key.end + end + 1)?;
        let is_indentation = source.get(line..key.start)?.bytes().all(|byte| byte == b' ');
        let is_alone = matches!(source.get(key.end..end)?.trim_end(), ":" | ": ~" | ": null");
        (is_indentation && is_alone && !self.merged).then(|| Fix::safe(line, end, ""))
    }
}

impl Mapping {
    /// The value of a key: the last one of the mapping itself, else a merged one.
    pub fn get(&self, key: &str) -> Option<&KeyValue> {
        let mut named = self.entries.iter().filter(|entry| entry.key == key).rev();
        let last = named.next();
        if last.is_some_and(|entry| entry.merged) { named.find(|entry| !entry.merged).or(last) } else { last }
    }

    /// Every key once, with the value that [`Mapping::get`] returns, in the order of the file.
    pub fn effective(&self) -> Vec<&KeyValue> {
        let mut effective: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let own_before = effective
                .get(entry.key.as_str())
                .is_some_and(|&known| self.entries.get(known).is_some_and(|known| !known.merged));
            if !(entry.merged && own_before) {
                effective.insert(&entry.key, place);
            }
        }
        let mut places: Vec<usize> = effective.into_values().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| self.entries.get(place)).collect()
    }

    /// Keys that are repeated: the earlier place, which is ignored, and the later one.
    pub fn repeated(&self) -> Vec<(&KeyValue, &KeyValue)> {
        let mut later: BTreeMap<&str, &KeyValue> = BTreeMap::new();
        let mut repeated = Vec::new();
        for entry in self.entries.iter().rev().filter(|entry| !entry.merged) {
            if let Some(last) = later.insert(&entry.key, entry) {
                repeated.push((entry, last));
            }
        }
        repeated.reverse();
        repeated
    }
}
