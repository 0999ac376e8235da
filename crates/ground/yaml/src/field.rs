use maneki_ground_diagnostics::{Fix, Severity, Span};

use crate::group::Group;
use crate::invisible::invisible;
use crate::key_path::KeyPath;
use crate::node::{Node, Value};
use crate::report::Report;
use crate::scalar::{Scalar, ScalarKind};
use crate::table::{Table, in_a_sentence};

/// One value of a file and the keys that lead to it.
#[derive(Debug, Clone)]
pub struct Field<'tree> {
    /// The value.
    pub node: &'tree Node,
    /// The keys that lead to it.
    pub at: KeyPath,
    /// What the key is for.
    doc: Option<&'static str>,
}

/// A text in a file.
#[derive(Debug, Clone)]
pub struct Text<'tree> {
    /// The text.
    pub value: &'tree str,
    /// Whether every program reads it as text.
    pub quoted: bool,
    /// The value that it was read from.
    pub field: Field<'tree>,
}

impl<'tree> Field<'tree> {
    /// The value of a whole file.
    pub fn file(root: &'tree Node) -> Self {
        Self::new(root, KeyPath::file())
    }

    /// A value at a place.
    pub fn new(node: &'tree Node, at: KeyPath) -> Self {
        Self { node, at, doc: None }
    }

    /// The same value with the documentation of its key.
    pub(crate) fn with_doc(self, doc: &'static str) -> Self {
        Self { doc: Some(doc), ..self }
    }

    /// The place of the value.
    pub fn span(&self) -> Span {
        self.node.span
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.node.scalar().is_some_and(|scalar| scalar.kind == ScalarKind::Null)
    }

    /// The value as a group of keys.
    pub fn group<S>(self, table: &'static Table<S>, report: &mut Report<'_>) -> Option<Group<'tree, S>> {
        let Value::Mapping(mapping) = &self.node.value else {
            self.wrong_type("a group of keys", Some(group_help(self.node)), report);
            return None;
        };
        Some(Group::open(mapping, self.node.span, self.at, table, report))
    }

    /// The items of the value, if it is a list.
    pub fn list(&self, report: &mut Report<'_>) -> Option<Vec<Self>> {
        let Some(items) = self.node.items() else {
            self.wrong_type("a list", None, report);
            return None;
        };
        Some(items.iter().map(|item| Self::new(item, self.at.item())).collect())
    }

    /// The value as `true` or `false`.
    pub fn boolean(&self, report: &mut Report<'_>) -> Option<bool> {
        if let Some(Scalar { kind: ScalarKind::Boolean(value), .. }) = self.node.scalar() {
            return Some(*value);
        }
        self.wrong_type("`true` or `false`", Some("write `true` or `false`, without quotes"), report);
        None
    }

    /// The value as a text. `NO` and similar words are text in YAML 1.2 and truth values in YAML 1.1: they are
    /// read as text, with a warning.
    pub fn text(self, report: &mut Report<'_>) -> Option<Text<'tree>> {
        self.text_spelled(str::to_owned, report)
    }

    /// The value as a text; `spell` corrects the spelling of such a word.
    pub fn text_spelled(self, spell: fn(&str) -> String, report: &mut Report<'_>) -> Option<Text<'tree>> {
        let Some(scalar) = self.node.scalar().filter(|scalar| scalar.is_text()) else {
            let help = self.doc.map(|doc| format!("write {}", in_a_sentence(doc)));
            self.wrong_type("a text", help.as_deref(), report);
            return None;
        };
        if scalar.kind != ScalarKind::Text {
            let meant = spell(&scalar.text);
            let message =
                format!("{}: some programs read {} without quotes as a truth value", self.at, scalar.text);
            let (help, fix) = (format!("write \"{meant}\""), self.node.rewritten(report.source(), &meant));
            let code = report.codes().unquoted_boolean;
            report.add(Severity::Warning, code, self.span(), &message, Some(&help), fix);
        }
        Some(Text { value: &scalar.text, quoted: !scalar.plain, field: self })
    }

    /// The value as a text that may be written as a number, such as a version.
    pub fn text_or_number(self, report: &mut Report<'_>) -> Option<Text<'tree>> {
        match self.node.scalar() {
            Some(scalar) if matches!(scalar.kind, ScalarKind::Integer(_) | ScalarKind::Float) => {
                Some(Text { value: &scalar.text, quoted: false, field: self })
            }
            _ => self.text(report).map(|text| Text { quoted: true, ..text }),
        }
    }

    /// Reports that the value has the wrong type; `expected` is the type, as in "must be a list".
    pub fn wrong_type(&self, expected: &str, help: Option<&str>, report: &mut Report<'_>) {
        let written = self.node.scalar().map_or("", |scalar| &scalar.text);
        let message =
            format!("{} must be {expected}, not {}{}", self.at, self.node.describe(), invisible(written));
        report.add(Severity::Error, report.codes().wrong_type, self.node.span, &message, help, None);
    }
}

impl Text<'_> {
    /// The place of the text.
    pub fn span(&self) -> Span {
        self.field.span()
    }

    /// The keys that lead to the text. A message begins with them.
    pub fn at(&self) -> String {
        self.field.at.keys()
    }

    /// A fix that replaces the text and keeps its quotes, if that can be done blindly.
    pub fn rewritten(&self, new: &str, report: &Report<'_>) -> Option<Fix> {
        self.field.node.rewritten(report.source(), new)
    }
}

/// How to write a group of keys instead of this value.
fn group_help(node: &Node) -> &'static str {
    let text = node.scalar().map_or("", |scalar| &scalar.text);
    // `country:DE` is a text, and so is a URL.
    let glued = text.split_once(':').is_some_and(|(_, rest)| !rest.starts_with('/'));
    if glued {
        "add a space after the colon"
    } else if node.items().is_some() {
        "write the keys without `-` in front of them"
    } else {
        "write each key with its value on its own line, indented more than the key of the group"
    }
}
