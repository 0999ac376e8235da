use maneki_diagnostics::Span;

use super::scalar::Kind;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Scalar(Scalar),
    Sequence(Vec<Node>),
    Mapping(Mapping),
}

/// A single value: its text, and whether it was written without quotes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scalar {
    pub(crate) text: String,
    /// Only a plain scalar can be anything but text.
    pub(crate) plain: bool,
}

/// Keys with their values, in the order in which they are written, doubled ones included.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Mapping {
    pub(crate) entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_span: Span,
    pub(crate) node: Node,
    /// It came through `<<`, and a key of the mapping itself goes before it.
    pub(crate) merged: bool,
}

impl Node {
    /// What the value is, in words for a message: `the number 5`.
    pub(crate) fn describe(&self) -> String {
        match &self.value {
            Value::Sequence(_) => "a list".into(),
            Value::Mapping(_) => "a group of keys".into(),
            Value::Scalar(scalar) => {
                let shown: String = scalar.text.chars().take(60).collect();
                match scalar.kind() {
                    Kind::Null => "nothing".into(),
                    Kind::Boolean(_) => format!("the truth value `{shown}`"),
                    Kind::Integer(_) | Kind::Float => format!("the number `{shown}`"),
                    Kind::Text => format!("the text `{shown}`"),
                }
            }
        }
    }
}

impl Scalar {
    /// What the scalar is to the readers of YAML 1.1 that share these files.
    pub(crate) fn kind(&self) -> Kind {
        if self.plain { Kind::of(&self.text) } else { Kind::Text }
    }
}

impl Mapping {
    /// The value that counts for a key: the last one of the mapping itself, else a merged one.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        let mut named = self.entries.iter().filter(|entry| entry.key == key).rev();
        let last = named.next();
        if last.is_some_and(|entry| entry.merged) { named.find(|entry| !entry.merged).or(last) } else { last }
    }

    /// Keys that are written twice: the earlier place, which does not count, and the later one.
    pub(crate) fn doubled(&self) -> impl Iterator<Item = (&Entry, &Entry)> {
        self.entries.iter().enumerate().filter(|(_, entry)| !entry.merged).filter_map(|(place, entry)| {
            let later = self.entries.iter().skip(place + 1);
            later.filter(|other| !other.merged).find(|other| other.key == entry.key).map(|last| (entry, last))
        })
    }
}
