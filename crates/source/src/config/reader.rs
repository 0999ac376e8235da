use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Fix, RuleCode, Severity, Span, nearest, shown};
use maneki_ground_yaml::{KeyValue, Mapping, Node, ScalarKind};

use super::Spanned;

/// What is found while a config is read.
pub(super) struct Reader<'t> {
    pub(super) path: Arc<str>,
    pub(super) source: &'t str,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reports an error.
    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(code, Severity::Error, span, message)
    }

    /// Reports a warning.
    pub(super) fn warning(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.report(code, Severity::Warning, span, message)
    }

    fn report(
        &mut self,
        code: &'static str,
        severity: Severity,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(&self.path, span, severity, RuleCode(code), message));
        self.diagnostics.last_mut().expect("a diagnostic was just added")
    }

    /// Reports keys that are written twice.
    pub(super) fn duplicates(&mut self, mapping: &Mapping) {
        for (first, second) in mapping.repeated() {
            let message = format!("`{}` is written twice: first in line {}", second.key, first.key_span.line);
            self.error("duplicate-key", second.key_span, message).help =
                Some("remove one of them; of two keys only the last would count".to_owned());
        }
    }

    /// Reports keys that are not known.
    pub(super) fn unknown_keys(
        &mut self,
        mapping: &Mapping,
        known: &[&str],
        severity: Severity,
        place: &str,
    ) {
        for entry in mapping.effective() {
            let key = entry.key.as_str();
            if known.contains(&key) {
                continue;
            }
            let free = known.iter().copied().filter(|known| mapping.get(known).is_none());
            let meant = nearest(&key.to_lowercase(), free);
            let fix = meant.and_then(|meant| self.plain_edit(entry.key_span, key, meant));
            let message = format!("`{}` is not a key of {place}", shown(key));
            let help = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("the keys are {}", known.join(", ")),
            };
            let found = self.report("unknown-key", severity, entry.key_span, message);
            found.help = Some(help);
            found.fix = fix;
        }
    }

    /// A safe fix that replaces a span, if the file has `written` there.
    pub(super) fn plain_edit(&self, span: Span, written: &str, new: &str) -> Option<Fix> {
        (self.source.get(span.start..span.end) == Some(written)).then(|| Fix::safe(span.start, span.end, new))
    }

    /// What a value is, for a message.
    pub(super) fn wrong_type(&mut self, key: &str, node: &Node, expected: &str) -> &mut Diagnostic {
        let message = format!("`{key}` is {}, and not {expected}", node.describe());
        self.error("wrong-type", node.span, message)
    }
}

/// Whether a node is a key without a value.
pub(super) fn is_empty(node: &Node) -> bool {
    node.scalar().is_some_and(|scalar| scalar.kind == ScalarKind::Null)
}

/// A group of keys with known names that is being read.
pub(super) struct Group<'r, 't, 'n> {
    pub(super) reader: &'r mut Reader<'t>,
    pub(super) mapping: &'n Mapping,
    pub(super) span: Span,
    /// What the group is, for messages: `replace`.
    pub(super) name: &'static str,
    /// Keys that an unknown one probably means.
    pub(super) misspelt: Vec<String>,
}

impl<'r, 't, 'n> Group<'r, 't, 'n> {
    /// Opens a group, and reports keys that are unknown or written twice.
    pub(super) fn open(
        reader: &'r mut Reader<'t>,
        node: &'n Node,
        name: &'static str,
        known: &[&str],
        unknown: Severity,
    ) -> Option<Self> {
        let Some(mapping) = node.mapping() else {
            reader.wrong_type(name, node, "a group of keys");
            return None;
        };
        reader.duplicates(mapping);
        reader.unknown_keys(mapping, known, unknown, &format!("`{name}`"));
        let unknown_keys =
            mapping.effective().into_iter().filter(|entry| !known.contains(&entry.key.as_str()));
        let misspelt =
            unknown_keys.filter_map(|entry| nearest(&entry.key.to_lowercase(), known.iter().copied()));
        let misspelt = misspelt.map(str::to_owned).collect();
        Some(Self { reader, mapping, span: node.span, name, misspelt })
    }

    /// A value, if the key is there; one that is empty is reported.
    pub(super) fn value(&mut self, key: &str) -> Option<&'n Node> {
        let entry: &'n KeyValue = self.mapping.get(key)?;
        if is_empty(&entry.node) {
            let help = if key == "replace" {
                "write `\"\\n\"` to delete what is found"
            } else {
                "write a value, or remove the key"
            };
            self.reader.error("empty-value", entry.key_span, format!("`{key}` has no value")).help =
                Some(help.to_owned());
            return None;
        }
        Some(&entry.node)
    }

    /// A value that must be there.
    pub(super) fn required(&mut self, key: &str) -> Option<&'n Node> {
        if self.mapping.get(key).is_none() && !self.misspelt.iter().any(|misspelt| misspelt == key) {
            let message = format!("`{key}` is missing in this entry of `{}`", self.name);
            self.reader.error("missing-key", self.span, message);
        }
        self.value(key)
    }

    /// A text that must be there and must not be empty.
    pub(super) fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let node = self.required(key)?;
        let text = self.as_text(key, node)?;
        self.not_empty(key, text)
    }

    /// Reports a text that is empty.
    pub(super) fn not_empty(&mut self, key: &str, text: Spanned<String>) -> Option<Spanned<String>> {
        if !text.value.is_empty() {
            return Some(text);
        }
        let help = if key == "replace" { "write `\"\\n\"` to delete what is found" } else { "write a value" };
        self.reader.error("empty-value", text.span, format!("`{key}` is empty")).help = Some(help.to_owned());
        None
    }

    /// A text that may be missing.
    pub(super) fn optional_text(&mut self, key: &str) -> Option<Spanned<String>> {
        let node = self.value(key)?;
        self.as_text(key, node)
    }

    fn as_text(&mut self, key: &str, node: &Node) -> Option<Spanned<String>> {
        match node.scalar() {
            Some(scalar) if scalar.kind == ScalarKind::Text => {
                Some(Spanned::new(scalar.text.clone(), node.span))
            }
            Some(scalar) => {
                let fix = self.reader.plain_edit(node.span, &scalar.text, &format!("\"{}\"", scalar.text));
                let found = self.reader.wrong_type(key, node, "a text");
                found.help = Some("put it in quotes".to_owned());
                found.fix = fix.map(Fix::unsafely);
                None
            }
            None => {
                self.reader.wrong_type(key, node, "a text");
                None
            }
        }
    }

    /// A truth value, or what holds without one.
    pub(super) fn boolean(&mut self, key: &str) -> Option<bool> {
        let node = self.value(key)?;
        let scalar = node.scalar();
        if let Some(ScalarKind::Boolean(value)) = scalar.map(|scalar| scalar.kind) {
            return Some(value);
        }
        let unquoted = scalar.filter(|scalar| {
            !scalar.plain && matches!(scalar.text.as_str(), "true" | "false" | "yes" | "no" | "on" | "off")
        });
        let fix = unquoted.map(|scalar| Fix::safe(node.span.start, node.span.end, scalar.text.as_str()));
        let found = self.reader.wrong_type(key, node, "`true` or `false`");
        found.help = Some("write `true` or `false`, without quotes".to_owned());
        found.fix = fix;
        None
    }

    /// A whole number, if there is one.
    pub(super) fn integer(&mut self, key: &str) -> Option<Spanned<i64>> {
        let node = self.value(key)?;
        let scalar = node.scalar();
        if let Some(ScalarKind::Integer(integer)) = scalar.map(|scalar| scalar.kind)
            && let Some(value) = integer.value
        {
            return Some(Spanned::new(value, node.span));
        }
        let number = scalar.filter(|scalar| !scalar.plain && scalar.text.parse::<i64>().is_ok());
        let fix = number.map(|scalar| Fix::safe(node.span.start, node.span.end, scalar.text.as_str()));
        let found = self.reader.wrong_type(key, node, "a whole number");
        found.help = number.map(|scalar| format!("write `{}`, without quotes", scalar.text));
        found.fix = fix;
        None
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, key: &str) -> Option<Vec<Spanned<String>>> {
        let node = self.required(key)?;
        let Some(items) = node.items() else {
            let found = self.reader.wrong_type(key, node, "a list of texts");
            found.help = Some(format!("write `{key}:` and below it each text after `- `"));
            return None;
        };
        let before = self.reader.diagnostics.len();
        let mut texts = Vec::new();
        for item in items {
            if let Some(scalar) = item.scalar().filter(|scalar| scalar.kind == ScalarKind::Text) {
                texts.push(Spanned::new(scalar.text.clone(), item.span));
                continue;
            }
            let message = format!("an item of `{key}` is {}, and not a text", item.describe());
            self.reader.error("item-not-text", item.span, message).help = Some("put it in quotes".to_owned());
        }
        (self.reader.diagnostics.len() == before).then_some(texts)
    }

    /// One word of a few.
    pub(super) fn word<T: Copy>(
        &mut self,
        key: &str,
        code: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(key)?;
        self.one_of(key, code, words, &text)
    }

    /// The meaning of a word of a few.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        key: &str,
        code: &'static str,
        words: &[(&'static str, T)],
        text: &Spanned<String>,
    ) -> Option<T> {
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(*value);
        }
        let names = || words.iter().map(|(word, _)| *word);
        let help = match nearest(&text.value.to_lowercase(), names()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!(
                "write one of {}",
                names().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        let message = format!("`{key}`: `{}` is not known", shown(&text.value));
        self.reader.error(code, text.span, message).help = Some(help);
        None
    }

    /// Reports a path that leads out of its folder.
    pub(super) fn inside(&mut self, key: &str, path: &Spanned<String>) -> bool {
        let leads_out = path.value.starts_with('/') || path.value.split('/').any(|part| part == "..");
        if leads_out {
            let message = format!("`{key}`: `{}` leads outside of its folder", shown(&path.value));
            self.reader.error("path-outside", path.span, message).help =
                Some("write a path without `..` and without `/` at its beginning".to_owned());
        }
        !leads_out
    }
}
