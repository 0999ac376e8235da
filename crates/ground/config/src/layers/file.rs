use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::key::{Key, Shape};
use crate::origin::Origin;
use crate::problem::Problem;
use crate::suggest;
use crate::value::{Value, cut};
use crate::written::Written;

/// The configuration file: its text, and its path in messages.
#[derive(Debug, Clone, Copy)]
pub struct ConfigFile<'a> {
    /// The path as the operator gave it.
    pub path: &'a str,
    /// The content.
    pub text: &'a str,
}

/// Reads the file. If it is not TOML, only that is reported: the parser guesses at the rest.
pub(crate) fn read(file: ConfigFile<'_>, written: &mut Written, problems: &mut Vec<Problem>) {
    let lines = Lines::new(file);
    let (document, errors) = DeTable::parse_recoverable(file.text);
    for error in &errors {
        let origin = lines.origin(error.span().map_or(0, |span| span.start));
        // The parser appends this where no continuation is possible.
        let reason = error.message().trim_end_matches(", expected nothing").replace('\n', ", ");
        problems.push(Problem::new(
            origin,
            &format!("the file is not valid TOML: {reason}"),
            "fix this line; a text needs quotation marks, as in `listen = \"127.0.0.1:8080\"`",
        ));
    }
    if errors.is_empty() {
        Layer { lines, written, problems }.read(document.get_ref());
    }
}

/// The file, while it is merged into the values.
struct Layer<'a> {
    lines: Lines<'a>,
    written: &'a mut Written,
    problems: &'a mut Vec<Problem>,
}

impl Layer<'_> {
    fn read(&mut self, document: &DeTable<'_>) {
        let keys = self.written.keys();
        for (name, node) in document {
            let (name, offset) = (name.get_ref().as_ref(), name.span().start);
            match node.get_ref() {
                DeValue::Table(table) if keys.has_section(name) => self.section(name, table),
                DeValue::Table(_) => self.unknown_section(name, offset),
                _ if keys.has_section(name) => self.section_as_key(name, offset),
                _ => self.unknown(name, offset),
            }
        }
    }

    fn section(&mut self, section: &str, table: &DeTable<'_>) {
        let keys = self.written.keys();
        for (short_name, node) in table {
            let offset = short_name.span().start;
            let name = format!("{section}.{}", short_name.get_ref());
            match (keys.find(&name), node.get_ref()) {
                (Some((key, None)), DeValue::Table(map)) if key.shape == Shape::Map => {
                    for (entry, node) in map {
                        self.value(key, &format!("{name}.{}", entry.get_ref()), node);
                    }
                }
                (Some((key, None)), _) if key.shape == Shape::Map => {
                    let found = crate::value::describe(key, node.get_ref());
                    let origin = self.lines.origin(node.span().start);
                    self.problems.push(Problem::wrong_value(origin, &name, key, &found));
                }
                (Some((key, None)), _) => self.value(key, &name, node),
                (_, DeValue::Table(table)) if keys.has_section(&name) => self.section(&name, table),
                (_, DeValue::Table(_)) => self.unknown_section(&name, offset),
                _ if keys.has_section(&name) => self.section_as_key(&name, offset),
                _ => self.unknown(&name, offset),
            }
        }
    }

    fn section_as_key(&mut self, section: &str, offset: usize) {
        let sentence = format!("`{section}` is a section, not a key");
        self.report(offset, &sentence, &format!("begin the section with a line `[{section}]`"));
    }

    fn unknown_section(&mut self, name: &str, offset: usize) {
        let keys = self.written.keys();
        let remedy = match suggest::section(keys, name) {
            Some(meant) => format!("did you mean `[{meant}]`?"),
            None => format!("the sections are `{}`", keys.sections().join("`, `")),
        };
        self.report(offset, &format!("there is no section `{}`", cut(name)), &remedy);
    }

    fn value(&mut self, key: &Key, name: &str, node: &Spanned<DeValue<'_>>) {
        match Value::from_toml(key, node, &|offset| self.lines.origin(offset)) {
            Ok(value) => self.written.set(name, value, self.lines.origin(node.span().start)),
            Err(found) => {
                self.problems.push(Problem::wrong_value(found.origin, &cut(name), key, &found.found));
            }
        }
    }

    fn unknown(&mut self, name: &str, offset: usize) {
        let remedy = match suggest::key(self.written.keys(), name) {
            Some(key) => format!("did you mean `{}` in section `[{}]`?", key.short_name(), key.section()),
            None => "remove it; docs/reference/configuration.md lists the keys".to_owned(),
        };
        self.report(offset, &format!("there is no key `{}`", cut(name)), &remedy);
    }

    fn report(&mut self, offset: usize, sentence: &str, remedy: &str) {
        self.problems.push(Problem::new(self.lines.origin(offset), sentence, remedy));
    }
}

/// The starts of lines: turns byte offsets into lines and columns.
struct Lines<'a> {
    path: Arc<str>,
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(file: ConfigFile<'a>) -> Self {
        let ends = file.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { path: file.path.into(), text: file.text, starts }
    }

    fn origin(&self, offset: usize) -> Origin {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let before = self.text.get(self.starts[line - 1]..offset).unwrap_or_default();
        Origin::File { path: Arc::clone(&self.path), line, column: before.chars().count() + 1 }
    }
}
