use std::collections::BTreeSet;

use maneki_diagnostics::{Fix, Span, shown};

use super::report::Report;
use crate::codes;
use crate::document::{Entry, Kind, Mapping, Node, Value};
use crate::keys::Table;

/// A group of keys that is being read, with the words that name it in messages.
pub(super) struct Group<'tree> {
    mapping: &'tree Mapping,
    span: Span,
    table: &'static Table,
}

/// A text and its place.
#[derive(Clone, Copy)]
pub(super) struct Text<'tree> {
    pub(super) value: &'tree str,
    pub(super) span: Span,
    /// Quoted, or otherwise beyond doubt a text.
    pub(super) quoted: bool,
    pub(super) node: &'tree Node,
}

impl<'tree> Group<'tree> {
    /// Opens a group: says if it is none, which keys are missing or doubled, and which nobody reads.
    pub(super) fn open(
        node: &'tree Node,
        what: &str,
        table: &'static Table,
        report: &mut Report<'_>,
    ) -> Option<Self> {
        let Value::Mapping(mapping) = &node.value else {
            wrong_type(node, what, "a group of keys", report);
            return None;
        };
        for (first, last) in mapping.doubled() {
            report.warning(
                codes::DUPLICATE_KEY,
                first.key_span,
                &format!(
                    "`{}` is written again on line {}, and only the last one counts",
                    first.key, last.key_span.line
                ),
                "remove one of them",
            );
        }
        let group = Self { mapping, span: node.span, table };
        for key in table.keys.iter().filter(|key| key.required && mapping.get(key.name).is_none()) {
            let message = format!("the required key `{}` is missing", key.name);
            report.error_with_help(codes::MISSING_KEY, group.span(), &message, &key.help());
        }
        if !table.keys.is_empty() {
            group.unknown_keys(report);
        }
        Some(group)
    }

    /// The place of the first key: where a missing one would be told.
    pub(super) fn span(&self) -> Span {
        self.mapping.entries.first().map_or(self.span, |entry| entry.key_span)
    }

    /// Every key with its value, in order, those that count.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'tree Entry> + use<'tree> {
        self.mapping.counting().into_iter()
    }

    pub(super) fn get(&self, key: &str) -> Option<&'tree Node> {
        debug_assert!(self.table.key(key).is_some(), "`{key}` stands in no table");
        self.mapping.get(key).map(|entry| &entry.node)
    }

    pub(super) fn text(&self, key: &str, report: &mut Report<'_>) -> Option<Text<'tree>> {
        self.get(key).and_then(|node| text(node, &format!("`{key}`"), report))
    }

    /// A truth value; `false` where the key is missing.
    pub(super) fn boolean(&self, key: &str, report: &mut Report<'_>) -> bool {
        let Some(node) = self.get(key) else { return false };
        if let Value::Scalar(scalar) = &node.value
            && let Kind::Boolean(value) = scalar.kind()
        {
            return value;
        }
        wrong_type(node, &format!("`{key}`"), "`true` or `false`", report);
        false
    }

    pub(super) fn list(&self, key: &str, report: &mut Report<'_>) -> Option<&'tree [Node]> {
        self.get(key).and_then(|node| list(node, &format!("`{key}`"), report))
    }

    /// The place of a key, else of the group.
    pub(super) fn key_span(&self, key: &str) -> Span {
        self.mapping.get(key).map_or(self.span, |entry| entry.key_span)
    }

    pub(super) fn has_only_known_keys(&self) -> bool {
        self.mapping.entries.iter().all(|entry| self.table.key(&entry.key).is_some())
    }

    fn unknown_keys(&self, report: &mut Report<'_>) {
        let mut made = BTreeSet::new();
        for entry in self.entries().filter(|entry| self.table.key(&entry.key).is_none()) {
            let key = shown(&entry.key);
            let lower = key.to_lowercase();
            // What differs in length by more than that differs by more than that.
            let few = |name: &str| name.len().max(lower.len()) * 4 / 10;
            let near = self.table.keys.iter().map(|known| known.name);
            let near = near.filter(|name| name.len().abs_diff(lower.len()) <= few(name));
            let slips = near.map(|name| (strsim::osa_distance(name, &lower), name));
            let meant = slips.filter(|(slips, name)| *slips <= few(name)).min().map(|(_, name)| name);
            let help = match (self.table.elsewhere(&entry.key), meant) {
                (Some(table), _) => format!("it belongs {}", table.place),
                (None, Some(name)) => format!("did you mean `{name}`?"),
                (None, None) => "remove it, nobody reads it".to_owned(),
            };
            // Two keys cannot become one.
            let free = meant.filter(|name| self.mapping.get(name).is_none() && made.insert(*name));
            let fix = free.and_then(|name| renamed(entry, report.source(), name));
            let message = format!("the key `{key}` is unknown");
            report.fixable(codes::UNKNOWN_KEY, entry.key_span, &message, &help, fix);
        }
    }
}

/// The fix that gives a key another name; what it says changes, so that somebody must look at it.
pub(super) fn renamed(entry: &Entry, source: &str, name: &str) -> Option<Fix> {
    let span = entry.key_span;
    let as_written = source.get(span.start..span.end) == Some(entry.key.as_str());
    as_written.then(|| Fix::safe(span.start, span.end, name).unsafely())
}

/// A list; anything else is said to be of a wrong type.
pub(super) fn list<'tree>(node: &'tree Node, what: &str, report: &mut Report<'_>) -> Option<&'tree [Node]> {
    if let Value::Sequence(items) = &node.value {
        return Some(items);
    }
    wrong_type(node, what, "a list", report);
    None
}

/// A text. `NO` and its like are texts to YAML 1.2 and truth values to YAML 1.1: read, with a warning.
pub(super) fn text<'tree>(node: &'tree Node, what: &str, report: &mut Report<'_>) -> Option<Text<'tree>> {
    let Value::Scalar(scalar) = &node.value else {
        wrong_type(node, what, "a text", report);
        return None;
    };
    let value = scalar.text.as_str();
    match scalar.kind() {
        Kind::Text => {}
        Kind::Boolean(_) if !matches!(value.to_ascii_lowercase().as_str(), "true" | "false") => report
            .fixable(
                codes::UNQUOTED_BOOLEAN,
                node.span,
                &format!("some programs read {value} without quotes as a truth value"),
                &format!("write \"{value}\""),
                node.quoted(report.source()),
            ),
        _ => {
            wrong_type(node, what, "a text", report);
            return None;
        }
    }
    Some(Text { value, span: node.span, quoted: !scalar.plain, node })
}

/// A text that may be written as a number: a version.
pub(super) fn text_or_number<'tree>(
    node: &'tree Node,
    what: &str,
    report: &mut Report<'_>,
) -> Option<Text<'tree>> {
    match &node.value {
        Value::Scalar(scalar) if matches!(scalar.kind(), Kind::Integer(_) | Kind::Float) => {
            Some(Text { value: &scalar.text, span: node.span, quoted: false, node })
        }
        _ => text(node, what, report).map(|text| Text { quoted: true, ..text }),
    }
}

pub(super) fn wrong_type(node: &Node, what: &str, expected: &str, report: &mut Report<'_>) {
    let message = format!("{what} must be {expected}, not {}", node.describe());
    report.error(codes::WRONG_TYPE, node.span, &message);
}
