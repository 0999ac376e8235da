use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, StrInput, Tag};
use maneki_ground_diagnostics::Span;

use super::node::{KeyValue, Mapping, Node, Scalar, Value};
use super::problem;

/// How deep values may stand within each other. The deepest real file needs 4.
const DEPTH: usize = 24;

/// How many values a document may have once its aliases are resolved. A service config has about 500.
const BUDGET: usize = 20_000;

/// Why a text is no tree; the words are for people who do not write YAML every day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct YamlError {
    /// Where it was noticed.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

/// Makes the tree of a text that holds exactly one document.
pub fn compose(text: &str) -> Result<Node, YamlError> {
    compose_shared(text).map(|(node, _)| node)
}

/// The same with the bytes of the values that stand in several places through anchors and aliases: an edit
/// there changes all of them.
pub fn compose_shared(text: &str) -> Result<(Node, Vec<Range<usize>>), YamlError> {
    if let Some(at) = text.find('\0') {
        return Err(YamlError {
            span: Span::at(text, at),
            message: "this is no text file: it holds a NUL".into(),
        });
    }
    let mut options = Options::default();
    options.block_nesting_limit = DEPTH;
    options.flow_nesting_limit = DEPTH;
    let mut composer = Composer {
        text,
        parser: Parser::new_from_str_with_options(text, options),
        anchors: BTreeMap::new(),
        budget: BUDGET,
        end: 0,
        shared: BTreeSet::new(),
    };
    let node = composer.document()?;
    Ok((node, composer.shared.into_iter().map(|(start, end)| start..end).collect()))
}

struct Composer<'text> {
    text: &'text str,
    parser: Parser<'text, StrInput<'text>>,
    /// The values that have names, each with the byte behind it.
    anchors: BTreeMap<usize, (Node, usize)>,
    budget: usize,
    /// The byte behind the last event.
    end: usize,
    /// Where the values stand that were used again.
    shared: BTreeSet<(usize, usize)>,
}

type Result<T, E = YamlError> = std::result::Result<T, E>;

impl<'text> Composer<'text> {
    fn document(&mut self) -> Result<Node> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) if root.is_some() => {
                    let words =
                        "the file holds more than one document: remove the second `---` and what follows";
                    return Err(error(span, words));
                }
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event => root = Some(self.node(event, span, 0)?),
            }
        }
        match root {
            Some(node) if !is_nothing(&node) => Ok(node),
            _ => Err(error(Span::START, "the file is empty")),
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
        if depth > DEPTH {
            return Err(error(span, "values are nested too deeply"));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.as_ref().is_some_and(|tag| tag.core_suffix() == Some("str"));
                self.check_tag(tag.as_deref(), span)?;
                let plain = style == ScalarStyle::Plain && !is_text;
                (Node { span, value: Value::Scalar(Scalar { text: text.into_owned(), plain }) }, anchor)
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
            Event::Alias(id) => {
                let Some((target, end)) = self.anchors.get(&id) else {
                    return Err(error(span, "the alias stands inside of what it names"));
                };
                let copy = target.clone();
                self.shared.insert((copy.span.start, *end));
                self.spend(span, weight(&copy))?;
                return Ok(copy);
            }
            other => return Err(error(span, format!("unexpected in this place: {other:?}"))),
        };
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
            let Value::Scalar(Scalar { text: name, plain }) = key.value else {
                return Err(error(span, "a key must be a single word, not a list or a group"));
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
            .ok_or_else(|| error(span, format!("the file stands for more than {BUDGET} values")))?;
        Ok(())
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
        if let Some(at) = problem::conflict(self.text) {
            return error(
                Span::at(self.text, at),
                "a merge conflict was left in the file: keep one of the two versions",
            );
        }
        let at = scan.marker().byte_offset().unwrap_or(0).min(self.text.len());
        let (place, words) = problem::explained(scan.kind(), self.text, at);
        // Where the place is the parser's own, so are line and column.
        let own = || self.span(granit_parser::Span::empty(*scan.marker()));
        error(if place == at { own() } else { Span::at(self.text, place) }, words)
    }

    /// The only tags that are understood say what is the case anyway.
    fn check_tag(&self, tag: Option<&Tag>, value: Span) -> Result<()> {
        let Some(tag) = tag.filter(|tag| tag.core_suffix().is_none()) else { return Ok(()) };
        // The parser tells the place of the value, which the tag stands before.
        let before = self.text.get(..value.start).unwrap_or_default();
        let mut words = before.split_whitespace().rev().take(2);
        let written = words.find(|word| word.starts_with('!'));
        let start = written.and_then(|written| before.rfind(written)).unwrap_or(value.start);
        let mut span = Span::at(self.text, start);
        span.end += written.map_or(0, str::len);
        Err(error(
            span,
            format!("the tag `{}` is not understood: remove it", written.unwrap_or(&tag.to_string())),
        ))
    }
}

/// Takes the entries of a `<<` over, behind those that are already there.
fn merge(mapping: &mut Mapping, node: Node) -> Result<()> {
    let sources = match node.value {
        Value::Sequence(items) => items,
        value => vec![Node { span: node.span, value }],
    };
    let merged = mapping.entries.iter().filter(|entry| entry.merged);
    let mut known: BTreeSet<String> = merged.map(|entry| entry.key.clone()).collect();
    for source in sources {
        let Value::Mapping(source_mapping) = source.value else {
            return Err(error(source.span, "`<<` takes over the keys of a group, and this is none"));
        };
        for entry in source_mapping.entries {
            // Of several sources the first that has a key counts.
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

fn is_nothing(node: &Node) -> bool {
    matches!(&node.value, Value::Scalar(scalar) if scalar.kind() == super::ScalarKind::Null)
}

fn error(span: Span, message: impl Into<String>) -> YamlError {
    YamlError { span, message: message.into() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mapping(text: &str) -> Mapping {
        match compose(text).unwrap().value {
            Value::Mapping(mapping) => mapping,
            other => panic!("{other:?}"),
        }
    }

    fn scalar<'a>(mapping: &'a Mapping, key: &str) -> &'a str {
        match &mapping.get(key).unwrap().node.value {
            Value::Scalar(scalar) => &scalar.text,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_value_knows_its_place() {
        let text = "name: a\ngeolocation:\n  country: 'DE'\n";
        let root = mapping(text);
        let Value::Mapping(inner) = &root.get("geolocation").unwrap().node.value else { panic!() };
        let country = inner.get("country").unwrap();
        assert_eq!((country.key_span.line, country.key_span.column), (3, 3));
        assert_eq!((country.node.span.line, country.node.span.column), (3, 12));
        assert_eq!(&text[country.node.span.start..country.node.span.end], "'DE'");
    }

    #[test]
    fn the_last_of_doubled_keys_counts_and_both_are_told() {
        let root = mapping("a: 1\nb: 2\na: 3\n");
        assert_eq!(scalar(&root, "a"), "3");
        let doubled: Vec<_> =
            root.doubled().iter().map(|(first, last)| (first.key_span.line, last.key_span.line)).collect();
        assert_eq!(doubled, [(1, 3)]);
    }

    #[test]
    fn merged_keys_yield_to_written_ones() {
        let root = mapping("x: &x {a: 1, b: 2}\ny:\n  a: 9\n  <<: *x\n");
        let Value::Mapping(y) = &root.get("y").unwrap().node.value else { panic!() };
        assert_eq!((scalar(y, "a"), scalar(y, "b")), ("9", "2"));
    }

    #[test]
    fn bombs_are_refused_in_words() {
        let level = |level: u8| {
            let (this, last) = (char::from(b'a' + level), char::from(b'a' + level - 1));
            format!("{this}: &{this} [{}]\n", vec![format!("*{last}"); 10].join(", "))
        };
        let bomb: String = (1..9).map(level).collect();
        assert!(
            compose(&format!("a: &a [x, x, x, x, x, x, x, x, x, x]\n{bomb}"))
                .unwrap_err()
                .message
                .contains("more than 20000 values")
        );
        assert!(compose(&"[".repeat(100_000)).is_err());
        assert!(compose(&"- ".repeat(100_000)).is_err());
        assert!(compose("a: &a [*a]").is_err());
    }

    #[test]
    fn what_is_no_single_document_is_an_error_with_a_place() {
        for (text, words) in [
            ("", "empty"),
            ("# only a comment\n", "empty"),
            ("---\n...\n", "empty"),
            ("a: 1\n---\nb: 2\n", "more than one document"),
            ("a: !custom x\n", "tag"),
            ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", "merge conflict"),
            ("a: | b\n", "several lines"),
            ("a\0b", "NUL"),
            ("? [a]\n: b\n", "single word"),
        ] {
            let error = compose(text).unwrap_err();
            assert!(error.message.contains(words), "{text:?}: {error}");
        }
        assert_eq!(compose("a: 1\n---\nb: 2\n").unwrap_err().span.line, 2);
        let broken = compose("a: 1\nb: [1, 2\nc: 3\n").unwrap_err();
        assert!(broken.span.line >= 2, "{broken:?}");
    }

    proptest! {
        #[test]
        fn any_text_gives_a_tree_or_an_error_inside_the_text(text in "[ -~\n\t\u{e9}\u{feff}:&*\\[\\]{}'\"#|>-]{0,200}") {
            match compose(&text) {
                Ok(node) => prop_assert!(node.span.end <= text.len()),
                Err(error) => prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len()),
            }
        }
    }
}
