//! A value of a record, of any type: vendors write the same fact as a text, a number, a map or a list.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value of any type.
///
/// The MMDB reader is strict: it reads neither a 32-bit float nor a number in quotes as an `f64`. With strict types, one
/// field of an unexpected type would make the whole record unreadable.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) enum Value<'a> {
    Text(&'a str),
    Number(f64),
    /// The known keys of a map. A list is read as its first element.
    Map(Map<'a>),
    /// A missing value, or one of another type.
    #[default]
    Nothing,
}

/// The useful keys of the maps within records: countries, cities, states and locations of MaxMind.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Map<'a> {
    pub(super) iso_code: Option<&'a str>,
    pub(super) english: Option<&'a str>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
}

impl<'a> Value<'a> {
    /// The text, unless it is empty: IPinfo writes "" for an unknown value.
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The text, or the English name in a map.
    pub(super) fn name(self) -> Option<&'a str> {
        match self {
            Self::Map(map) => map.english,
            value => value.text(),
        }
    }

    /// The number, which may be written in quotes.
    pub(super) fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            value => value.text()?.parse().ok(),
        }
    }

    pub(super) fn map(self) -> Option<Map<'a>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyType)
    }
}

struct AnyType;

impl<'de> Visitor<'de> for AnyType {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_f32<E>(self, number: f32) -> Result<Self::Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Value::Number(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of systems and degrees are small")]
    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Value::Number(number as f64))
    }

    #[expect(clippy::cast_precision_loss, reason = "numbers of systems and degrees are small")]
    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Self::Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = Map::default();
        while let Some(key) = entries.next_key::<&str>()? {
            match key {
                "iso_code" => map.iso_code = entries.next_value::<Value<'de>>()?.text(),
                "en" => map.english = entries.next_value::<Value<'de>>()?.text(),
                "names" => map.english = entries.next_value::<Value<'de>>()?.name(),
                "latitude" => map.latitude = entries.next_value::<Value<'de>>()?.number(),
                "longitude" => map.longitude = entries.next_value::<Value<'de>>()?.number(),
                _ => drop(entries.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Value::Map(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let first = elements.next_element()?.unwrap_or_default();
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first)
    }
}
