//! XML as a stream of elements, with places and limits.
//!
//! Only local names count: producers choose their own prefixes. Entities other than the five of XML are errors, and
//! a document type with an internal subset ends the file before an entity of it is read.

mod budget;

use std::io::Read;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::{Fatal, Limits, Place};
use budget::Budget;

/// More attributes than an element of any metadata has.
const MOST_ATTRIBUTES: usize = 64;

/// What a step through a document reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The start of an element; an empty one has a start and an end.
    Open,
    /// The end of an element.
    Close,
    /// The end of the document.
    End,
}

/// A document that is read step by step.
pub(crate) struct Xml<R: Read> {
    reader: Reader<Budget<R>>,
    limits: Limits,
    buffer: Vec<u8>,
    /// The tag at the last step: its name, and for a start its attributes.
    tag: String,
    /// How much of the tag is the name.
    name: usize,
    /// The text in front of the last step.
    text: String,
    /// How many elements are open; at the end of an element it is not counted any more.
    depth: usize,
    /// Where the last step started.
    place: Place,
}

impl<R: Read> Xml<R> {
    pub(crate) fn new(source: R, limits: Limits) -> Self {
        let mut reader = Reader::from_reader(Budget::new(source, limits.text));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            limits,
            buffer: Vec::new(),
            tag: String::new(),
            name: 0,
            text: String::new(),
            depth: 0,
            place: Place::START,
        }
    }

    /// Goes to the start of the root element, which must have this local name.
    pub(crate) fn root(&mut self, name: &str) -> Result<(), Fatal> {
        match self.step()? {
            Step::Open if self.name() == name => Ok(()),
            Step::Open => {
                let found: String = self.name().chars().take(40).collect();
                Err(self.malformed(format!("the root element is `{found}`, not `{name}`")))
            }
            Step::Close | Step::End => Err(self.malformed(format!("there is no root element `{name}`"))),
        }
    }

    /// Goes to the next start or end of an element.
    pub(crate) fn step(&mut self) -> Result<Step, Fatal> {
        self.text.clear();
        loop {
            self.buffer.clear();
            self.place = self.reader.get_mut().start();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(self.failed(error)),
            };
            match event {
                Event::Start(tag) => {
                    self.tag.clear();
                    self.tag.push_str(&tag);
                    self.name = tag.name().0.len();
                    self.depth += 1;
                    return self.check_depth().map(|()| Step::Open);
                }
                Event::End(tag) => {
                    self.tag.clear();
                    self.tag.push_str(tag.name().0);
                    self.name = self.tag.len();
                    // quick-xml pairs the tags.
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Step::Close);
                }
                Event::Eof if self.depth == 0 => return Ok(Step::End),
                Event::Eof => return Err(self.malformed("the document ends within an element")),
                Event::Text(text) => self.text.push_str(&text.xml10_content()),
                Event::CData(text) => self.text.push_str(&text.xml10_content()),
                Event::GeneralRef(reference) => match resolve(&reference) {
                    Some(character) => self.text.push(character),
                    None => return Err(self.malformed("an entity is not one of the five of XML")),
                },
                Event::DocType(text) if text.contains('[') => return Err(Fatal::Doctype(self.place)),
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Empty(_) => {
                    unreachable!("the reader is configured to expand empty elements")
                }
            }
            if self.text.len() > self.limits.text {
                return Err(self.limit(format!("a text has more than {} bytes", self.limits.text)));
            }
            if self.depth == 0 && !self.text.trim_ascii().is_empty() {
                return Err(self.malformed("there is text outside of the root element"));
            }
        }
    }

    /// The local name of the element at the last step.
    pub(crate) fn name(&self) -> &str {
        let name = &self.tag[..self.name];
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// How many elements are open, the one at the last start included, the one at the last end not.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The text between the last two steps.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where the last step started.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// Visits the attributes of the element whose start was the last step, by local name.
    pub(crate) fn attributes(&self, mut visit: impl FnMut(&str, &str)) -> Result<(), Fatal> {
        let tag = BytesStart::from_content(self.tag.as_str(), self.name);
        let mut attributes = tag.attributes();
        // Its check for duplicates compares each attribute with all before it.
        attributes.with_checks(false);
        for (count, attribute) in attributes.enumerate() {
            if count == MOST_ATTRIBUTES {
                return Err(self.limit(format!("an element has more than {MOST_ATTRIBUTES} attributes")));
            }
            let attribute =
                attribute.map_err(|error| self.malformed(format!("a tag is damaged: {error}")))?;
            let value = unescape(&attribute.value).map_err(|error| self.malformed(error.to_string()))?;
            visit(attribute.key.local_name().as_ref(), &value);
        }
        Ok(())
    }

    /// Goes past the element whose start was the last step.
    pub(crate) fn skip(&mut self) -> Result<(), Fatal> {
        let outside = self.depth - 1;
        loop {
            if self.step()? == Step::Close && self.depth == outside {
                return Ok(());
            }
        }
    }

    /// An error at the last step.
    pub(crate) fn malformed(&self, problem: impl Into<String>) -> Fatal {
        Fatal::Malformed { place: self.place, problem: problem.into() }
    }

    /// A limit that was reached at the last step.
    pub(crate) fn limit(&self, limit: impl Into<String>) -> Fatal {
        Fatal::Limit { place: self.place, limit: limit.into() }
    }

    /// The source, wherever the reader stopped.
    pub(crate) fn into_source(self) -> R {
        self.reader.into_inner().into_source()
    }

    fn check_depth(&self) -> Result<(), Fatal> {
        if self.depth > self.limits.depth {
            return Err(self.limit(format!("more than {} elements inside each other", self.limits.depth)));
        }
        Ok(())
    }

    fn failed(&mut self, error: quick_xml::Error) -> Fatal {
        match error {
            quick_xml::Error::Io(_) if self.reader.get_ref().is_exhausted() => {
                self.limit(format!("a text or a tag has more than {} bytes", self.limits.text))
            }
            quick_xml::Error::Io(error) => {
                Fatal::Source(std::io::Error::new(error.kind(), error.to_string()))
            }
            error => self.malformed(error.to_string()),
        }
    }
}

/// The character of `&amp;` and the like, or of `&#233;`.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Some(character),
        Ok(None) => match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => None,
        },
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests;
