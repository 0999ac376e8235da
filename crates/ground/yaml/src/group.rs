use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{RuleCode, Severity, Span, shown};

use crate::field::Field;
use crate::invisible::invisible;
use crate::key_path::KeyPath;
use crate::mapping::{KeyValue, Mapping};
use crate::misspelling::Meaning;
use crate::node::Node;
use crate::report::Report;
use crate::scalar::{Scalar, ScalarKind};
use crate::table::{Key, Presence, Table, in_a_sentence};

/// A group of keys that is being read.
#[derive(Debug)]
pub struct Group<'tree, S: 'static> {
    mapping: &'tree Mapping,
    span: Span,
    at: KeyPath,
    table: &'static Table<S>,
    /// Required keys that are missing, each with the unknown key that probably means it.
    misspelt: BTreeMap<&'static str, &'tree KeyValue>,
}

impl<'tree, S> Group<'tree, S> {
    /// Opens a group and reports its keys that are repeated, missing, empty or unknown.
    pub(crate) fn open(
        mapping: &'tree Mapping,
        span: Span,
        at: KeyPath,
        table: &'static Table<S>,
        report: &mut Report<'_>,
    ) -> Self {
        let mut group = Self { mapping, span, at, table, misspelt: BTreeMap::new() };
        group.report_repeated(report);
        group.find_misspelt();
        group.report_missing(report);
        if !table.keys.is_empty() {
            group.report_empty(report);
            group.report_unknown(report);
        }
        group
    }

    /// The keys that lead to the value of a key.
    pub fn at(&self, key: &str) -> KeyPath {
        self.at.child(key)
    }

    /// The place of the first key, where a missing key is reported.
    pub fn span(&self) -> Span {
        self.mapping.entries.first().map_or(self.span, |entry| entry.key_span)
    }

    /// Every key once, with its value, in the order of the file.
    pub fn entries(&self) -> Vec<(&'tree KeyValue, Field<'tree>)> {
        let effective = self.mapping.effective().into_iter().filter(|entry| !self.counts_as_absent(entry));
        effective.map(|entry| (entry, Field::new(&entry.node, self.at.child(&entry.key)))).collect()
    }

    /// The value of a key, unless the key is absent or counts as absent.
    pub fn get(&self, key: &str) -> Option<Field<'tree>> {
        let known = self.table.key(key);
        debug_assert!(known.is_some(), "`{key}` is not in the table");
        let node = self.node(key)?;
        let field = Field::new(node, self.at.child(key));
        Some(match known {
            Some(key) => field.with_doc(key.doc),
            None => field,
        })
    }

    /// A truth value; `false` if the key is absent or its value is not a truth value.
    pub fn boolean(&self, key: &str, report: &mut Report<'_>) -> bool {
        self.get(key).and_then(|field| field.boolean(report)).unwrap_or(false)
    }

    /// The place of a key, else of the group.
    pub fn key_span(&self, key: &str) -> Span {
        self.mapping.get(key).map_or(self.span, |entry| entry.key_span)
    }

    /// Whether all keys are in the table.
    pub fn has_only_known_keys(&self) -> bool {
        self.mapping.entries.iter().all(|entry| self.table.key(&entry.key).is_some())
    }

    /// Reports that a key is missing: at the key that is probably a misspelling of it, else at `span`.
    pub fn missing(
        &self,
        code: RuleCode,
        key: &'static str,
        span: Span,
        message: &str,
        help: &str,
        report: &mut Report<'_>,
    ) {
        let Some(entry) = self.misspelt.get(key) else {
            report.error_with_help(code, span, message, help);
            return;
        };
        let written = shown(&entry.key);
        let help = format!("write `{key}` instead of `{written}`{}", invisible(&entry.key));
        let is_typo = matches!(Meaning::guess(&entry.key, self.table), Some(Meaning::Typo(_)));
        let fix = is_typo.then(|| entry.renamed(report.source(), key)).flatten();
        report.add(Severity::Error, code, entry.key_span, message, Some(&help), fix);
    }

    fn node(&self, key: &str) -> Option<&'tree Node> {
        let entry = self.mapping.get(key)?;
        (!self.counts_as_absent(entry)).then_some(&entry.node)
    }

    /// Whether a key is optional and has no value. A key whose absence has consequences does not count as absent: its
    /// value has the wrong type.
    fn counts_as_absent(&self, entry: &KeyValue) -> bool {
        let optional = |key: &Key<S>| {
            matches!(key.presence, Presence::Optional | Presence::RequiredWith(_)) && key.until_then.is_none()
        };
        let empty = |scalar: &Scalar| scalar.kind == ScalarKind::Null;
        self.table.key(&entry.key).is_some_and(optional) && entry.node.scalar().is_some_and(empty)
    }

    /// The keys that must be present and are not.
    fn lacking(&self) -> Vec<&'static str> {
        let needed = |key: &&Key<S>| match key.presence {
            Presence::Required => true,
            Presence::RequiredWith(other) => self.node(other).is_some(),
            Presence::Optional | Presence::MayBeEmpty => false,
        };
        let keys = self.table.keys.iter().filter(needed).map(|key| key.name);
        keys.filter(|name| self.node(name).is_none()).collect()
    }

    fn unknown(&self) -> Vec<&'tree KeyValue> {
        let known = |entry: &&KeyValue| self.table.keys.is_empty() || self.table.key(&entry.key).is_some();
        self.mapping.effective().into_iter().filter(|entry| !known(entry)).collect()
    }

    fn find_misspelt(&mut self) {
        let lacking = self.lacking();
        if lacking.is_empty() {
            return;
        }
        for entry in self.unknown() {
            let meaning = Meaning::guess(&entry.key, self.table).map(Meaning::key);
            if let Some(key) = meaning.filter(|key| lacking.contains(key)) {
                self.misspelt.entry(key).or_insert(entry);
            }
        }
    }

    fn report_repeated(&self, report: &mut Report<'_>) {
        let (code, severity) = report.codes().duplicate_key;
        for (first, last) in self.mapping.repeated() {
            let message = format!(
                "{} is repeated on line {}, and only the last one counts",
                self.at.child(&first.key),
                last.key_span.line
            );
            report.add(severity, code, first.key_span, &message, Some("remove one of them"), None);
        }
    }

    fn report_missing(&self, report: &mut Report<'_>) {
        let code = report.codes().missing_key;
        for key in self.table.keys.iter().filter(|key| key.is_required() && self.node(key.name).is_none()) {
            let message = format!("the required key {} is missing", self.at.child(key.name));
            let help = format!("add it: {}", in_a_sentence(key.doc));
            self.missing(code, key.name, self.span(), &message, &help, report);
        }
    }

    fn report_empty(&self, report: &mut Report<'_>) {
        let (code, severity) = report.codes().empty_value;
        let lacking = self.lacking();
        for entry in self.mapping.effective() {
            if !self.counts_as_absent(entry) || lacking.contains(&entry.key.as_str()) {
                continue;
            }
            let message = format!("{} has no value and counts as absent", self.at.child(&entry.key));
            let fix = if self.mapping.entries.len() > 1 { entry.removed(report.source()) } else { None };
            report.add(severity, code, entry.key_span, &message, Some("remove the key, or add a value"), fix);
        }
    }

    fn report_unknown(&self, report: &mut Report<'_>) {
        let (code, severity) = report.codes().unknown_key;
        let mut made = BTreeSet::new();
        for entry in self.unknown() {
            let meaning = Meaning::guess(&entry.key, self.table);
            let means = meaning.map(Meaning::key);
            // The missing key is reported at this one.
            let reported = means.and_then(|key| self.misspelt.get(key));
            if reported.is_some_and(|reported| std::ptr::eq(*reported, entry)) {
                continue;
            }
            let help = match (self.table.elsewhere(&entry.key), means.and_then(|key| self.table.key(key))) {
                (Some(table), _) => format!("it belongs {}", table.place),
                (None, Some(key)) => match key.until_then {
                    Some(sentence) => format!("did you mean `{}`? Until then {sentence}", key.name),
                    None => format!("did you mean `{}`?", key.name),
                },
                (None, None) => "remove it: no program reads it".to_owned(),
            };
            // Two keys cannot become one.
            let fix = match meaning {
                Some(Meaning::Typo(key)) if made.insert(key) && self.mapping.get(key).is_none() => {
                    entry.renamed(report.source(), key)
                }
                _ => None,
            };
            let message =
                format!("the key {} is unknown{}", self.at.child(&entry.key), invisible(&entry.key));
            report.add(severity, code, entry.key_span, &message, Some(&help), fix);
        }
    }
}
