use std::borrow::Cow;

use super::entry::{Entry, Kind};
use super::{Header, HeaderError};

impl Header {
    /// The text of a tag, in the first language that is there.
    pub fn text(&self, tag: u32) -> Result<Option<Cow<'_, str>>, HeaderError> {
        Ok(self.texts(tag)?.next())
    }

    /// All texts of a tag, from first to last; none where the tag is absent.
    ///
    /// Text that is not UTF-8 is read as Latin-1, as `createrepo_c` reads it.
    pub fn texts(&self, tag: u32) -> Result<Texts<'_>, HeaderError> {
        let Some(entry) = self.entry(tag) else { return Ok(Texts { rest: &[], count: 0 }) };
        match entry.kind {
            Kind::String | Kind::StringArray | Kind::Translated => {
                Ok(Texts { rest: self.data(entry), count: entry.count })
            }
            _ => Err(HeaderError::Value { tag, problem: "it is not a text" }),
        }
    }

    /// The first number of a tag.
    pub fn number(&self, tag: u32) -> Result<Option<u64>, HeaderError> {
        Ok(self.numbers(tag)?.next())
    }

    /// All numbers of a tag, from first to last; none where the tag is absent.
    pub fn numbers(&self, tag: u32) -> Result<Numbers<'_>, HeaderError> {
        let Some(entry) = self.entry(tag) else { return Ok(Numbers { bytes: &[], size: 1 }) };
        match (entry.kind, entry.kind.size()) {
            (Kind::Int8 | Kind::Int16 | Kind::Int32 | Kind::Int64 | Kind::Char, Some(size)) => {
                Ok(Numbers { bytes: self.data(entry), size })
            }
            _ => Err(HeaderError::Value { tag, problem: "it is not a number" }),
        }
    }

    /// The bytes of a tag.
    pub fn bytes(&self, tag: u32) -> Result<Option<&[u8]>, HeaderError> {
        match self.entry(tag) {
            None => Ok(None),
            Some(entry) if entry.kind == Kind::Bytes => Ok(Some(self.data(entry))),
            Some(_) => Err(HeaderError::Value { tag, problem: "it is not binary" }),
        }
    }

    /// Whether the tag is there, with values of any type.
    pub fn has(&self, tag: u32) -> bool {
        self.entry(tag).is_some()
    }

    fn entry(&self, tag: u32) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    fn data(&self, entry: &Entry) -> &[u8] {
        &self.bytes[self.data + entry.start..self.data + entry.end]
    }
}

/// The texts of an entry.
#[derive(Debug, Clone)]
pub struct Texts<'a> {
    /// As many texts as `count`, each with a zero after it.
    rest: &'a [u8],
    count: usize,
}

impl<'a> Iterator for Texts<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.count = self.count.checked_sub(1)?;
        let end = self.rest.iter().position(|&byte| byte == 0)?;
        let text = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        Some(decode(text))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count, Some(self.count))
    }
}

impl ExactSizeIterator for Texts<'_> {}

/// UTF-8, else Latin-1, in which every byte is the character of the same number.
fn decode(text: &[u8]) -> Cow<'_, str> {
    match str::from_utf8(text) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => text.iter().copied().map(char::from).collect::<String>().into(),
    }
}

/// The numbers of an entry.
#[derive(Debug, Clone)]
pub struct Numbers<'a> {
    bytes: &'a [u8],
    /// Bytes of one number.
    size: usize,
}

impl Iterator for Numbers<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let (number, rest) = self.bytes.split_at_checked(self.size)?;
        self.bytes = rest;
        Some(number.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let count = self.bytes.len() / self.size;
        (count, Some(count))
    }
}

impl ExactSizeIterator for Numbers<'_> {}
