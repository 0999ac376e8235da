use toml::Spanned;
use toml::de::DeValue;

use crate::key::{Key, Shape};
use crate::origin::Origin;
use crate::secret::without_secrets;

/// A value as it was written, in the shape that its key takes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Number(i64),
    Switch(bool),
    List(Vec<Item>),
}

/// One entry of a list; in a file each has a line of its own.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) text: String,
    pub(crate) origin: Origin,
}

/// A value of another kind than its key takes.
pub(crate) struct Unexpected {
    pub(crate) origin: Origin,
    pub(crate) found: String,
}

impl Value {
    /// The value of a TOML node; `origin` turns a byte offset into an origin.
    pub(crate) fn from_toml(
        key: &Key,
        node: &Spanned<DeValue<'_>>,
        origin: &dyn Fn(usize) -> Origin,
    ) -> Result<Self, Unexpected> {
        let unexpected = |node: &Spanned<DeValue<'_>>| Unexpected {
            origin: origin(node.span().start),
            found: describe(key, node.get_ref()),
        };
        match (key.shape, node.get_ref()) {
            (Shape::Text | Shape::Secret | Shape::Map, DeValue::String(text)) => {
                Ok(Self::Text(text.to_string()))
            }
            (Shape::Switch, DeValue::Boolean(switch)) => Ok(Self::Switch(*switch)),
            (Shape::Number, DeValue::Integer(number)) => i64::from_str_radix(number.as_str(), number.radix())
                .map(Self::Number)
                .map_err(|_| unexpected(node)),
            (Shape::List, DeValue::Array(nodes)) => nodes
                .iter()
                .map(|node| match node.get_ref() {
                    DeValue::String(text) => {
                        Ok(Item { text: text.to_string(), origin: origin(node.span().start) })
                    }
                    _ => Err(unexpected(node)),
                })
                .collect::<Result<_, _>>()
                .map(Self::List),
            _ => Err(unexpected(node)),
        }
    }

    /// The value of a variable or a flag: TOML, or the text itself if it is not TOML.
    pub(crate) fn from_text(key: &Key, text: &str, origin: &Origin) -> Result<Self, Unexpected> {
        let toml = DeValue::parse(text);
        match (key.shape, &toml) {
            // A token that consists of digits is not a number.
            (Shape::Text | Shape::Secret | Shape::Map, Ok(node)) => match node.get_ref() {
                DeValue::String(text) => Ok(Self::Text(text.to_string())),
                _ => Ok(Self::Text(text.to_owned())),
            },
            (Shape::Text | Shape::Secret | Shape::Map, Err(_)) => Ok(Self::Text(text.to_owned())),
            (Shape::List, Ok(node)) if node.get_ref().is_array() => {
                Self::from_toml(key, node, &|_| origin.clone())
            }
            (Shape::List, Err(_)) if text.trim_start().starts_with('[') => Err(Unexpected {
                origin: origin.clone(),
                found: format!("{}, which is not a TOML list", quoted(key, text)),
            }),
            (Shape::List, toml) => {
                let text = match toml {
                    Ok(node) => node.get_ref().as_str().unwrap_or(text),
                    Err(_) => text,
                };
                let items = text.split(',').map(str::trim).filter(|text| !text.is_empty());
                Ok(Self::List(
                    items.map(|text| Item { text: text.to_owned(), origin: origin.clone() }).collect(),
                ))
            }
            (Shape::Number | Shape::Switch, Ok(node)) => Self::from_toml(key, node, &|_| origin.clone()),
            (Shape::Number | Shape::Switch, Err(_)) => {
                Err(Unexpected { origin: origin.clone(), found: quoted(key, text) })
            }
        }
    }
}

/// A TOML value in words: short, and without secrets.
pub(crate) fn describe(key: &Key, value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(key, text),
        DeValue::Integer(_) | DeValue::Float(_) if key.shape == Shape::Secret => "a number".to_owned(),
        DeValue::Integer(number) => format!("the number {}", cut(number.as_str())),
        DeValue::Float(number) => format!("the number {}", cut(number.as_str())),
        DeValue::Boolean(switch) => switch.to_string(),
        DeValue::Datetime(_) => "a date or a time".to_owned(),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

/// A text in words: short, and without secrets.
pub(crate) fn quoted(key: &Key, text: &str) -> String {
    match key.shape {
        _ if text.is_empty() => "empty".to_owned(),
        Shape::Secret => "a text that is not shown here".to_owned(),
        _ => format!("the text \"{}\"", cut(&without_secrets(text))),
    }
}

/// The beginning of a text, as much as fits into a sentence.
pub(crate) fn cut(text: &str) -> String {
    const ENOUGH: usize = 60;
    if text.chars().count() <= ENOUGH {
        return text.to_owned();
    }
    text.chars().take(ENOUGH).chain(['…']).collect()
}
