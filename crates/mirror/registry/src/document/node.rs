use std::collections::BTreeMap;

use maneki_ground_diagnostics::{Fix, Span, shown};

use super::scalar::ScalarKind;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands; for what an alias stands for, where the anchor is.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A single value.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A group of keys.
    Mapping(Mapping),
}

/// A single value: its text, and whether it was written without quotes.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text without quotes, escapes resolved.
    pub text: String,
    /// Only a plain scalar can be anything but text.
    pub plain: bool,
}

/// Keys with their values, in the order in which they are written, doubled ones included.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapping {
    /// Every entry.
    pub entries: Vec<KeyValue>,
    /// Where merge keys (`<<`) stand.
    pub merges: Vec<Span>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyValue {
    /// The key's text.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The key was written without quotes.
    pub key_plain: bool,
    /// The value.
    pub node: Node,
    /// It came through `<<`, and a key of the mapping itself goes before it.
    pub merged: bool,
}

impl Node {
    /// What the value is, in words for a message: `the number 5`.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Sequence(_) => "a list".into(),
            Value::Mapping(_) => "a group of keys".into(),
            Value::Scalar(scalar) => {
                let shown = shown(&scalar.text);
                match scalar.kind() {
                    ScalarKind::Null => "nothing".into(),
                    ScalarKind::Boolean(_) => format!("the truth value `{shown}`"),
                    ScalarKind::Integer(_) | ScalarKind::Float => format!("the number `{shown}`"),
                    ScalarKind::Text => format!("the text `{shown}`"),
                }
            }
        }
    }
}

impl Node {
    /// The mapping, if it is one.
    pub fn mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The items, if it is a list.
    pub fn items(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The single value, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The fix that puts another text in the place of this single value, in the quotes that it has; `source`
    /// is the text of the file. `None` where the value is written in a way that cannot be edited blindly.
    pub fn rewritten(&self, source: &str, new: &str) -> Option<Fix> {
        let scalar = self.scalar()?;
        let written = source.get(self.span.start..self.span.end)?;
        let harmless = |c: char| c.is_ascii_alphanumeric() || "./:_-@+".contains(c);
        if new.is_empty() || !new.chars().all(harmless) {
            return None;
        }
        if scalar.plain {
            // What a plain value would make something else than text goes into quotes.
            let plain = new.starts_with(|c: char| c.is_ascii_alphanumeric())
                && !new.ends_with(':')
                && ScalarKind::from_plain(new) == ScalarKind::Text;
            let text = if plain { new.to_owned() } else { format!("\"{new}\"") };
            return (written == scalar.text).then(|| Fix::safe(self.span.start, self.span.end, text));
        }
        let inner = ['"', '\''].into_iter().find_map(|mark| written.strip_prefix(mark)?.strip_suffix(mark));
        (inner == Some(&scalar.text)).then(|| Fix::safe(self.span.start + 1, self.span.end - 1, new))
    }
}

impl Scalar {
    /// What the scalar is to the readers of YAML 1.1 that share these files.
    pub fn kind(&self) -> ScalarKind {
        if self.plain { ScalarKind::from_plain(&self.text) } else { ScalarKind::Text }
    }

    /// Whether it can be read as a text: `NO` and its like can, which only YAML 1.1 takes for truth values.
    pub fn is_text(&self) -> bool {
        match self.kind() {
            ScalarKind::Text => true,
            ScalarKind::Boolean(_) => !matches!(self.text.to_ascii_lowercase().as_str(), "true" | "false"),
            ScalarKind::Null | ScalarKind::Integer(_) | ScalarKind::Float => false,
        }
    }
}

impl Mapping {
    /// The value that counts for a key: the last one of the mapping itself, else a merged one.
    pub fn get(&self, key: &str) -> Option<&KeyValue> {
        let mut named = self.entries.iter().filter(|entry| entry.key == key).rev();
        let last = named.next();
        if last.is_some_and(|entry| entry.merged) { named.find(|entry| !entry.merged).or(last) } else { last }
    }

    /// Every key with the value that counts for it, in the order in which they are written.
    pub fn counting(&self) -> Vec<&KeyValue> {
        let mut counting: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, entry) in self.entries.iter().enumerate() {
            let own_before = counting
                .get(entry.key.as_str())
                .is_some_and(|&known| self.entries.get(known).is_some_and(|known| !known.merged));
            if !(entry.merged && own_before) {
                counting.insert(&entry.key, place);
            }
        }
        let mut places: Vec<usize> = counting.into_values().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| self.entries.get(place)).collect()
    }

    /// Keys that are written twice: the earlier place, which does not count, and the later one.
    pub fn doubled(&self) -> Vec<(&KeyValue, &KeyValue)> {
        let mut later: BTreeMap<&str, &KeyValue> = BTreeMap::new();
        let mut doubled = Vec::new();
        for entry in self.entries.iter().rev().filter(|entry| !entry.merged) {
            if let Some(last) = later.insert(&entry.key, entry) {
                doubled.push((entry, last));
            }
        }
        doubled.reverse();
        doubled
    }
}
