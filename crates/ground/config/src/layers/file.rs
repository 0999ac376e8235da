use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::key::{Key, Shape};
use crate::origin::Origin;
use crate::problem::Problem;
use crate::suggest;
use crate::value::{Value, cut};
use crate::written::Written;

/// The configuration file: its text, and the path that messages call it by.
#[derive(Debug, Clone, Copy)]
pub struct ConfigFile<'a> {
    /// The path as the operator gave it.
    pub path: &'a str,
    /// Everything that is in it.
    pub text: &'a str,
}

/// Reads the file. Where it is no TOML, that is reported alone: what a parser makes of the rest is a guess.
pub(crate) fn read(file: ConfigFile<'_>, written: &mut Written, problems: &mut Vec<Problem>) {
    let lines = Lines::of(file);
    let (document, errors) = DeTable::parse_recoverable(file.text);
    for error in &errors {
        let origin = lines.origin(error.span().map_or(0, |span| span.start));
        // What the parser says where nothing at all would do.
        let reason = error.message().trim_end_matches(", expected nothing").replace('\n', ", ");
        problems.push(Problem::new(
            origin,
            &format!("the file is no valid TOML: {reason}"),
            "mend this line; a text needs quotation marks, as in `listen = \"127.0.0.1:8080\"`",
        ));
    }
    if errors.is_empty() {
        Layer { lines, written, problems }.read(document.get_ref());
    }
}

/// The file on its way into what is in force.
struct Layer<'a> {
    lines: Lines<'a>,
    written: &'a mut Written,
    problems: &'a mut Vec<Problem>,
}

impl Layer<'_> {
    fn read(&mut self, document: &DeTable<'_>) {
        for (name, node) in document {
            let section = Key::sections().find(|section| section == name.get_ref());
            match (section, node.get_ref()) {
                (Some(section), DeValue::Table(table)) => self.section(section, table),
                (Some(section), _) => {
                    let sentence = format!("`{section}` is a section, not a key");
                    self.report(
                        name.span().start,
                        &sentence,
                        &format!("begin the section with a line `[{section}]`"),
                    );
                }
                (None, DeValue::Table(_)) => {
                    let sentence = format!("there is no section `{}`", cut(name.get_ref()));
                    let all = Key::sections().collect::<Vec<_>>().join("`, `");
                    let remedy = match suggest::section(name.get_ref()) {
                        Some(meant) => format!("did you mean `[{meant}]`?"),
                        None => format!("the sections are `{all}`"),
                    };
                    self.report(name.span().start, &sentence, &remedy);
                }
                (None, _) => self.unknown(name.get_ref(), name.span().start),
            }
        }
    }

    fn section(&mut self, section: &str, table: &DeTable<'_>) {
        for (short_name, node) in table {
            let name = format!("{section}.{}", short_name.get_ref());
            match (Key::find(&name), node.get_ref()) {
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
                _ => self.unknown(&name, short_name.span().start),
            }
        }
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
        let remedy = match suggest::key(name) {
            Some(key) => format!("did you mean `{}` in section `[{}]`?", key.short_name(), key.section()),
            None => {
                "remove it, or see the reference page of the configuration for the keys there are".to_owned()
            }
        };
        self.report(offset, &format!("there is no key `{}`", cut(name)), &remedy);
    }

    fn report(&mut self, offset: usize, sentence: &str, remedy: &str) {
        self.problems.push(Problem::new(self.lines.origin(offset), sentence, remedy));
    }
}

/// Where lines begin: byte offsets become lines and columns.
struct Lines<'a> {
    path: Arc<str>,
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(file: ConfigFile<'a>) -> Self {
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
