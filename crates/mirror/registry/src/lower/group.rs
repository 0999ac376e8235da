use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{Fix, RuleCode, Span, shown};

use super::report::Report;
use crate::codes;
use crate::document::{KeyValue, Mapping, Node, Scalar, ScalarKind, Value};
use crate::keys::{Key, Table};

/// What [`Group::open`] expects.
const GROUP: &str = "a group of keys";

/// A group of keys that is being read, with the words that name it in messages.
pub(super) struct Group<'tree> {
    mapping: &'tree Mapping,
    span: Span,
    table: &'static Table,
    /// Keys that must be there and are not, each with the unknown one that was probably meant to be it.
    misspelt: BTreeMap<&'static str, &'tree KeyValue>,
}

/// What was probably meant by a key that is unknown.
#[derive(Clone, Copy)]
enum Meant {
    /// It is a slip of the finger.
    Slip(&'static str),
    /// Others call it so; what stands under it may be written in another way as well.
    Synonym(&'static str),
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
            wrong_type(node, what, GROUP, report);
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
        let mut group = Self { mapping, span: node.span, table, misspelt: BTreeMap::new() };
        let lacking = group.lacking();
        for entry in group.unknown().filter(|_| !lacking.is_empty()) {
            if let Some(meant) =
                group.meant(&entry.key).map(Meant::name).filter(|name| lacking.contains(name))
            {
                group.misspelt.entry(meant).or_insert(entry);
            }
        }
        for key in table.keys.iter().filter(|key| key.required && mapping.get(key.name).is_none()) {
            let message = format!("the required key `{}` is missing", key.name);
            match group.misspelt(key.name) {
                Some(entry) => group.misspelt_key(codes::MISSING_KEY, &message, key.name, entry, report),
                None => report.error_with_help(
                    codes::MISSING_KEY,
                    group.span(),
                    &message,
                    &format!("add it: {}", key.says()),
                ),
            }
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
    pub(super) fn entries(&self) -> impl Iterator<Item = &'tree KeyValue> + use<'tree> {
        self.mapping.counting().into_iter()
    }

    pub(super) fn get(&self, key: &str) -> Option<&'tree Node> {
        debug_assert!(self.table.key(key).is_some(), "`{key}` stands in no table");
        self.mapping.get(key).map(|entry| &entry.node)
    }

    pub(super) fn text(&self, key: &str, report: &mut Report<'_>) -> Option<Text<'tree>> {
        let node = self.get(key)?;
        if node.scalar().is_some_and(Scalar::is_text) {
            return text(node, &format!("`{key}`"), report);
        }
        let says = self.table.key(key).map(|key| format!("write {}", key.says()));
        wrong_type_with_help(node, &format!("`{key}`"), "a text", says.as_deref(), report);
        None
    }

    /// A truth value; `false` where the key is missing.
    pub(super) fn boolean(&self, key: &str, report: &mut Report<'_>) -> bool {
        let Some(node) = self.get(key) else { return false };
        if let Value::Scalar(scalar) = &node.value
            && let ScalarKind::Boolean(value) = scalar.kind()
        {
            return value;
        }
        let help = "write `true` or `false`, without quotes";
        wrong_type_with_help(node, &format!("`{key}`"), "`true` or `false`", Some(help), report);
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

    /// The unknown key that was probably meant to be this one, which is needed and not there.
    pub(super) fn misspelt(&self, key: &str) -> Option<&'tree KeyValue> {
        self.misspelt.get(key).copied()
    }

    /// Says that a key is missing, at the one that was probably meant to be it.
    pub(super) fn misspelt_key(
        &self,
        code: RuleCode,
        message: &str,
        key: &'static str,
        entry: &KeyValue,
        report: &mut Report<'_>,
    ) {
        let written = shown(&entry.key);
        let help = format!("write `{key}` in the place of `{written}`{}", hidden(&entry.key));
        let is_slip = matches!(self.meant(&entry.key), Some(Meant::Slip(_)));
        let fix = is_slip.then(|| renamed(entry, report.source(), key)).flatten();
        report.fixable_error(code, entry.key_span, message, Some(&help), fix);
    }

    fn unknown(&self) -> impl Iterator<Item = &'tree KeyValue> + use<'tree> {
        let table = self.table;
        let known = move |entry: &&KeyValue| table.keys.is_empty() || table.key(&entry.key).is_some();
        self.entries().filter(move |entry| !known(entry))
    }

    /// The keys that must be there and are not.
    fn lacking(&self) -> Vec<&'static str> {
        let has = |key: &str| self.mapping.get(key).is_some();
        let needed = |key: &&Key| key.required || key.needed_by.is_some_and(has);
        let keys = self.table.keys.iter().filter(needed).map(|key| key.name);
        keys.filter(|name| !has(name)).collect()
    }

    fn meant(&self, key: &str) -> Option<Meant> {
        if self.table.elsewhere(key).is_some() {
            return None;
        }
        let lower = shown(key).to_lowercase();
        let lower = lower.trim();
        if let Some((_, name)) = self.table.synonyms.iter().find(|(word, _)| *word == lower) {
            return Some(Meant::Synonym(name));
        }
        // What differs in length by more than that differs by more than that.
        let few = |name: &str| name.len().max(lower.len()) * 4 / 10;
        let near = self.table.keys.iter().map(|known| known.name);
        let near = near.filter(|name| name.len().abs_diff(lower.len()) <= few(name));
        let slips = near.map(|name| (strsim::osa_distance(name, lower), name));
        // Of two that are as near the one that begins alike: `htp` is `http` and not `ftp`.
        let begins = |name: &str| name.chars().next() == lower.chars().next();
        let nearest = slips.filter(|(slips, name)| *slips <= few(name));
        let nearest = nearest.min_by_key(|&(slips, name)| (slips, !begins(name), name));
        nearest.map(|(_, name)| Meant::Slip(name))
    }

    fn unknown_keys(&self, report: &mut Report<'_>) {
        let mut made = BTreeSet::new();
        for entry in self.unknown() {
            let meant = self.meant(&entry.key);
            // That the other one is missing is told there.
            let told = meant.and_then(|meant| self.misspelt(meant.name()));
            if told.is_some_and(|told| std::ptr::eq(told, entry)) {
                continue;
            }
            let help = match (self.table.elsewhere(&entry.key), meant.map(Meant::name)) {
                (Some(table), _) => format!("it belongs {}", table.place),
                (None, Some(name)) => format!("did you mean `{name}`?{}", harm(name)),
                (None, None) => "remove it, nobody reads it".to_owned(),
            };
            // Two keys cannot become one.
            let fix = match meant {
                Some(Meant::Slip(name)) if made.insert(name) && self.mapping.get(name).is_none() => {
                    renamed(entry, report.source(), name)
                }
                _ => None,
            };
            let message = format!("the key `{}` is unknown{}", shown(&entry.key), hidden(&entry.key));
            report.fixable(codes::UNKNOWN_KEY, entry.key_span, &message, &help, fix);
        }
    }
}

/// What a mirror is without a key that says who gets it.
fn harm(key: &str) -> &'static str {
    if matches!(key, "private" | "cloud_type") { " Until then the mirror is handed to everybody" } else { "" }
}

impl Meant {
    fn name(self) -> &'static str {
        let (Self::Slip(name) | Self::Synonym(name)) = self;
        name
    }
}

/// The fix that gives a key another name; what it says changes, so that somebody must look at it.
pub(super) fn renamed(entry: &KeyValue, source: &str, name: &str) -> Option<Fix> {
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
    text_spelled(node, what, str::to_owned, report)
}

/// The same with the spelling that such a word should have.
pub(super) fn text_spelled<'tree>(
    node: &'tree Node,
    what: &str,
    spell: fn(&str) -> String,
    report: &mut Report<'_>,
) -> Option<Text<'tree>> {
    let Value::Scalar(scalar) = &node.value else {
        wrong_type(node, what, "a text", report);
        return None;
    };
    let value = scalar.text.as_str();
    if !scalar.is_text() {
        wrong_type(node, what, "a text", report);
        return None;
    }
    if scalar.kind() != ScalarKind::Text {
        let meant = spell(value);
        let message = format!("some programs read {value} without quotes as a truth value");
        let fix = node.rewritten(report.source(), &meant);
        report.fixable(codes::UNQUOTED_BOOLEAN, node.span, &message, &format!("write \"{meant}\""), fix);
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
        Value::Scalar(scalar) if matches!(scalar.kind(), ScalarKind::Integer(_) | ScalarKind::Float) => {
            Some(Text { value: &scalar.text, span: node.span, quoted: false, node })
        }
        _ => text(node, what, report).map(|text| Text { quoted: true, ..text }),
    }
}

pub(super) fn wrong_type(node: &Node, what: &str, expected: &str, report: &mut Report<'_>) {
    let help = (expected == GROUP).then(|| group_help(node));
    wrong_type_with_help(node, what, expected, help, report);
}

fn wrong_type_with_help(
    node: &Node,
    what: &str,
    expected: &str,
    help: Option<&str>,
    report: &mut Report<'_>,
) {
    let written = node.scalar().map_or("", |scalar| &scalar.text);
    let message = format!("{what} must be {expected}, not {}{}", node.describe(), hidden(written));
    report.fixable_error(codes::WRONG_TYPE, node.span, &message, help, None);
}

/// What to do about something that stands where a group of keys is expected.
fn group_help(node: &Node) -> &'static str {
    let text = node.scalar().map_or("", |scalar| &scalar.text);
    // `country:DE` is a text, and so is a URL.
    let glued = text.split_once(':').is_some_and(|(_, rest)| !rest.starts_with('/'));
    if glued {
        "write a blank behind the colon"
    } else if node.items().is_some() {
        "write the keys without `-` in front of them"
    } else {
        "write each key with its value on a line of its own, indented more than the key of the group"
    }
}

/// What a text holds that nobody sees, in words that follow the text.
pub(super) fn hidden(text: &str) -> &'static str {
    let find = |c: char| match c {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => {
            Some(", with a no-break space in it, which only looks like a blank")
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {
            Some(", with a character in it that nobody sees")
        }
        _ => None,
    };
    text.chars().find_map(find).unwrap_or_default()
}
