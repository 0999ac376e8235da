use maneki_ground_diagnostics::{Fix, Span, shown};

use crate::mapping::Mapping;
use crate::scalar::{Scalar, ScalarKind};

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its place; the value of an alias is at the anchor.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A single value.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys with their values.
    Mapping(Mapping),
}

impl Node {
    /// The value in words for a message, such as `` the number `5` ``.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Sequence(_) => "a list".into(),
            Value::Mapping(_) => "a group of keys".into(),
            Value::Scalar(scalar) => {
                let shown = shown(&scalar.text);
                match scalar.kind {
                    ScalarKind::Null => "an empty value".into(),
                    ScalarKind::Boolean(_) => format!("the truth value `{shown}`"),
                    ScalarKind::Integer(_) | ScalarKind::Float => format!("the number `{shown}`"),
                    ScalarKind::Text => format!("the text `{shown}`"),
                }
            }
        }
    }

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

    /// A fix that replaces this single value and keeps its quotes; `source` is the text of the file. `None` if the
    /// notation of the value does not allow a blind edit.
    pub fn rewritten(&self, source: &str, new: &str) -> Option<Fix> {
        let scalar = self.scalar()?;
        let written = source.get(self.span.start..self.span.end)?;
        let harmless = |c: char| c.is_ascii_alphanumeric() || "./:_-@+".contains(c);
        if new.is_empty() || !new.chars().all(harmless) {
            return None;
        }
        if scalar.plain {
            // A plain value that some programs would not read as text goes into quotes.
            let plain = new.starts_with(|c: char| c.is_ascii_alphanumeric())
                && !new.ends_with(':')
                && ScalarKind::yaml_1_1(new) == ScalarKind::Text;
            let text = if plain { new.to_owned() } else { format!("\"{new}\"") };
            return (written == scalar.text).then(|| Fix::safe(self.span.start, self.span.end, text));
        }
        let inner = ['"', '\''].into_iter().find_map(|mark| written.strip_prefix(mark)?.strip_suffix(mark));
        (inner == Some(&scalar.text)).then(|| Fix::safe(self.span.start + 1, self.span.end - 1, new))
    }
}
