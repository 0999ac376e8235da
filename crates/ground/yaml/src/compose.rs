use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StrInput, Tag};
use maneki_ground_diagnostics::Span;

use crate::dialect::{Aliases, Dialect};
use crate::error::{YamlError, YamlErrorKind};
use crate::explain;
use crate::mapping::{KeyValue, Mapping};
use crate::node::{Node, Value};
use crate::scalar::{Scalar, ScalarKind};

/// A document of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its value.
    pub root: Node,
    /// The bytes of the values that aliases repeat, in order and apart from each other: an edit there changes
    /// every copy.
    pub shared: Vec<Range<usize>>,
}

/// Makes the tree of a text that holds exactly one document.
pub fn compose(text: &str, dialect: &Dialect) -> Result<Document> {
    let mut composer = Composer::new(text, dialect)?;
    let first = composer.document()?;
    let Some(root) = first.filter(|node| !is_empty(node)) else {
        return Err(error(YamlErrorKind::Empty, Span::START, "the file is empty"));
    };
    if let Some(second) = composer.next_document()? {
        let words = "the file holds more than one document: remove the second `---` and everything after it";
        return Err(error(YamlErrorKind::SeveralDocuments, second, words));
    }
    Ok(Document { root, shared: joined(composer.shared) })
}

/// Makes the trees of all documents of a text. The limits of the dialect are for all of them together.
pub fn compose_all(text: &str, dialect: &Dialect) -> Result<Vec<Node>> {
    let mut composer = Composer::new(text, dialect)?;
    let mut documents = Vec::new();
    while let Some(node) = composer.document()? {
        documents.push(node);
    }
    Ok(documents)
}

struct Composer<'text> {
    text: &'text str,
    dialect: &'text Dialect,
    parser: Parser<'text, StrInput<'text>>,
    /// The values that have names, each with the byte after it.
    anchors: BTreeMap<usize, (Node, usize)>,
    /// How many more values there may be.
    budget: usize,
    /// The byte after the last event.
    end: usize,
    /// The places of the values that aliases repeat.
    shared: BTreeSet<(usize, usize)>,
}

type Result<T, E = YamlError> = std::result::Result<T, E>;

impl<'text> Composer<'text> {
    fn new(text: &'text str, dialect: &'text Dialect) -> Result<Self> {
        if let Some(at) = text.find('\0') {
            let words = "this is not a text file: it holds a NUL";
            return Err(error(YamlErrorKind::NotText, Span::at(text, at), words));
        }
        let mut options = Options::default();
        options.block_nesting_limit = dialect.depth;
        options.flow_nesting_limit = dialect.depth;
        Ok(Self {
            text,
            dialect,
            parser: Parser::new_from_str_with_options(text, options),
            anchors: BTreeMap::new(),
            budget: dialect.values,
            end: 0,
            shared: BTreeSet::new(),
        })
    }

    /// The next document, if there is one.
    fn document(&mut self) -> Result<Option<Node>> {
        if self.next_document()?.is_none() {
            return Ok(None);
        }
        let (event, span) = self.next()?;
        self.node(event, span, 0).map(Some)
    }

    /// Goes to the beginning of the next document: its place.
    fn next_document(&mut self) -> Result<Option<Span>> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(None),
                (Event::DocumentStart(..), span) => return Ok(Some(span)),
                _ => {}
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'text>, Span)> {
        match self.parser.next() {
            Some(Ok((event, span))) => {
                let span = self.span(span);
                self.end = span.end;
                Ok((event, span))
            }
            Some(Err(error)) => Err(self.scan_error(&error)),
            None => Ok((Event::StreamEnd, Span::at(self.text, self.text.len()))),
        }
    }

    fn node(&mut self, event: Event<'text>, span: Span, depth: usize) -> Result<Node> {
        self.spend(span, 1)?;
        if depth > self.dialect.depth {
            return Err(error(YamlErrorKind::TooDeep, span, "values are nested too deeply"));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.as_ref().is_some_and(|tag| tag.core_suffix() == Some("str"));
                self.check_tag(tag.as_deref(), span)?;
                let plain = style == ScalarStyle::Plain && !is_text;
                let kind = if plain { (self.dialect.resolve)(&text) } else { ScalarKind::Text };
                let scalar = Scalar { text: text.into_owned(), plain, kind };
                (Node { span, value: Value::Scalar(scalar) }, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), span)?;
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        (Event::SequenceEnd, _) => break,
                        (event, span) => items.push(self.node(event, span, depth + 1)?),
                    }
                }
                (Node { span, value: Value::Sequence(items) }, anchor)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), span)?;
                let mapping = self.mapping(depth)?;
                (Node { span, value: Value::Mapping(mapping) }, anchor)
            }
            Event::Alias(_) if self.dialect.aliases == Aliases::Refused => {
                return Err(error(YamlErrorKind::Alias, span, "aliases are not allowed: repeat the value"));
            }
            Event::Alias(id) => {
                let Some((target, end)) = self.anchors.get(&id) else {
                    let words = "the alias is inside the value that it names";
                    return Err(error(YamlErrorKind::Alias, span, words));
                };
                let copy = target.clone();
                self.shared.insert((copy.span.start, *end));
                self.spend(span, weight(&copy))?;
                return Ok(copy);
            }
            other => {
                return Err(error(YamlErrorKind::Syntax, span, format!("unexpected here: {other:?}")));
            }
        };
        if anchor != 0 && self.dialect.aliases == Aliases::Refused {
            let (place, _) = self.mark_before('&', span);
            return Err(error(
                YamlErrorKind::Alias,
                place,
                "anchors are not allowed: remove the `&` and its name",
            ));
        }
        if anchor != 0 {
            self.spend(span, weight(&node))?;
            self.anchors.insert(anchor, (node.clone(), self.end));
        }
        Ok(node)
    }

    fn mapping(&mut self, depth: usize) -> Result<Mapping> {
        let mut mapping = Mapping::default();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                return Ok(mapping);
            }
            let key = self.node(event, span, depth + 1)?;
            let Value::Scalar(Scalar { text: name, plain, .. }) = key.value else {
                let words = "a key must be a single word, not a list or a group of keys";
                return Err(error(YamlErrorKind::Syntax, span, words));
            };
            let (event, span) = self.next()?;
            let node = self.node(event, span, depth + 1)?;
            if plain && name == "<<" {
                mapping.merges.push(key.span);
                merge(&mut mapping, node)?;
            } else {
                mapping.entries.push(KeyValue {
                    key: name,
                    key_span: key.span,
                    key_plain: plain,
                    node,
                    merged: false,
                });
            }
        }
    }

    fn spend(&mut self, span: Span, values: usize) -> Result<()> {
        self.budget = self
            .budget
            .checked_sub(values)
            .ok_or_else(|| error(YamlErrorKind::TooMany, span, self.too_many()))?;
        Ok(())
    }

    fn too_many(&self) -> String {
        format!("the file holds more than {} values, counting copies that aliases make", self.dialect.values)
    }

    fn span(&self, span: granit_parser::Span) -> Span {
        let start = span.start.byte_offset().unwrap_or(0).min(self.text.len());
        let end = span.end.byte_offset().unwrap_or(start).clamp(start, self.text.len());
        Span {
            line: u32::try_from(span.start.line()).unwrap_or(u32::MAX).max(1),
            column: u32::try_from(span.start.col()).unwrap_or(u32::MAX - 1) + 1,
            start,
            end,
        }
    }

    fn scan_error(&self, scan: &ScanError) -> YamlError {
        if let Some(at) = explain::conflict(self.text) {
            let words = "a merge conflict was left in the file: keep one of the two versions";
            return error(YamlErrorKind::MergeConflict, Span::at(self.text, at), words);
        }
        let at = scan.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let (place, words) = explain::explained(scan.kind(), self.text, at);
        let kind = match scan.kind() {
            ErrorKind::RecursionLimitExceeded => YamlErrorKind::TooDeep,
            _ => YamlErrorKind::Syntax,
        };
        // The parser knows the line and the column of its own place.
        let own = || self.span(granit_parser::Span::empty(*scan.marker()));
        error(kind, if place == at { own() } else { Span::at(self.text, place) }, words)
    }

    /// Refuses every tag except those that repeat the type that the value has anyway.
    fn check_tag(&self, tag: Option<&Tag>, value: Span) -> Result<()> {
        let Some(tag) = tag.filter(|tag| tag.core_suffix().is_none()) else { return Ok(()) };
        let (place, written) = self.mark_before('!', value);
        let written = written.map_or_else(|| tag.to_string(), str::to_owned);
        let words = format!("the tag `{written}` is not understood: remove it");
        Err(error(YamlErrorKind::Tag, place, words))
    }

    /// The tag or the anchor in front of a value: the parser reports only the place of the value.
    fn mark_before(&self, sign: char, value: Span) -> (Span, Option<&'text str>) {
        let before = self.text.get(..value.start).unwrap_or_default();
        let mut words = before.split_whitespace().rev().take(2);
        let written = words.find(|word| word.starts_with(sign));
        let start = written.and_then(|written| before.rfind(written)).unwrap_or(value.start);
        let mut span = Span::at(self.text, start);
        span.end += written.map_or(0, str::len);
        (span, written)
    }
}

/// Adds the keys that a `<<` merges after those that are already there.
fn merge(mapping: &mut Mapping, node: Node) -> Result<()> {
    let sources = match node.value {
        Value::Sequence(items) => items,
        value => vec![Node { span: node.span, value }],
    };
    let merged = mapping.entries.iter().filter(|entry| entry.merged);
    let mut known: BTreeSet<String> = merged.map(|entry| entry.key.clone()).collect();
    for source in sources {
        let Value::Mapping(source_mapping) = source.value else {
            return Err(error(
                YamlErrorKind::Syntax,
                source.span,
                "`<<` merges the keys of a group, and this is not one",
            ));
        };
        for entry in source_mapping.entries {
            // The first of several sources that has a key takes precedence.
            if known.insert(entry.key.clone()) {
                mapping.entries.push(KeyValue { merged: true, ..entry });
            }
        }
    }
    Ok(())
}

fn weight(node: &Node) -> usize {
    match &node.value {
        Value::Scalar(_) => 1,
        Value::Sequence(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Mapping(mapping) => 1 + mapping.entries.iter().map(|e| 1 + weight(&e.node)).sum::<usize>(),
    }
}

fn is_empty(node: &Node) -> bool {
    node.scalar().is_some_and(|scalar| scalar.kind == ScalarKind::Null)
}

/// The same bytes as places that are apart from each other.
fn joined(places: BTreeSet<(usize, usize)>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for (start, end) in places {
        match joined.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ => joined.push(start..end),
        }
    }
    joined
}

fn error(kind: YamlErrorKind, span: Span, message: impl Into<String>) -> YamlError {
    YamlError::new(kind, span, message)
}

#[cfg(test)]
mod tests;
