use std::collections::BTreeSet;
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Fix, RuleCode, Severity, Span, nearest, shown};
use maneki_ground_yaml::{
    Aliases, Dialect, KeyValue, Node, ScalarKind, Value, YamlError, YamlErrorKind, compose,
};

use super::entries::{ACTIONS, action};
use super::letters::{Meant, first_lookalike, meant};
use super::reader::{Group, Reader, is_empty};
use super::scalar::resolve;
use super::{Config, Parameters, Spanned};
use crate::rules::WARNINGS_OF_REFERENCE;

/// How configs are read: as PyYAML's safe loader reads them, within limits.
const DIALECT: Dialect = Dialect { resolve, aliases: Aliases::Followed, depth: 100, values: 50_000 };

/// The longest config that is read, in bytes.
pub const LONGEST: usize = 1 << 20;

const PARAMETERS: &[&str] = &[
    "insert_almalinux_line",
    "custom_target_branch",
    "pre_clean",
    "ignore_version_macros",
    "ignore_release_macros",
    "tag_prefix",
    "el_version",
    "rhel_version",
    "deviation",
    "x-allow",
];

/// A config that was read, with its findings.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The config; `None` if it has an error.
    pub config: Option<Config>,
    /// The text; bytes that are not UTF-8 are replaced.
    pub text: Arc<str>,
    /// What is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the bytes of a config.
pub fn read(path: &Arc<str>, bytes: &[u8]) -> Reading {
    let text: Arc<str> = String::from_utf8_lossy(bytes).into();
    let failed = |code, span, message: String| {
        let diagnostic = Diagnostic::new(path, span, Severity::Error, RuleCode(code), message);
        Reading { config: None, text: Arc::clone(&text), diagnostics: vec![diagnostic] }
    };
    if let Err(error) = std::str::from_utf8(bytes) {
        let span = Span::at(&text, error.valid_up_to());
        return failed(
            "not-utf8",
            span,
            "the file is not UTF-8: this byte belongs to no character".to_owned(),
        );
    }
    if bytes.len() > LONGEST {
        return failed("yaml-budget", Span::START, format!("the file has more than {LONGEST} bytes"));
    }
    let document = match compose(&text, &DIALECT) {
        Ok(document) => document,
        Err(error) => return failed(code_of(&error), error.span, error.message),
    };
    let mut reader = Reader { path: Arc::clone(path), source: &text, diagnostics: Vec::new() };
    let config = root(&mut reader, &document.root);
    lookalikes(&mut reader, &document.root);
    let mut diagnostics = reader.diagnostics;
    diagnostics.sort();
    let has_error = diagnostics.iter().any(|found| found.severity == Severity::Error);
    Reading { config: config.filter(|_| !has_error), text, diagnostics }
}

/// Warns of letters in any value that look like others.
fn lookalikes(reader: &mut Reader<'_>, node: &Node) {
    match &node.value {
        Value::Scalar(scalar) => {
            if let Some((_, letter)) = first_lookalike(&scalar.text) {
                lookalike(reader, node.span, letter);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| lookalikes(reader, item)),
        Value::Mapping(mapping) => mapping.entries.iter().for_each(|entry| lookalikes(reader, &entry.node)),
    }
}

/// Reports a letter at its place in the value, or at the value if it is written as an escape sequence.
fn lookalike(reader: &mut Reader<'_>, value: Span, letter: char) {
    let written = reader.source.get(value.start..value.end).unwrap_or_default();
    let at = first_lookalike(written).filter(|(_, found)| *found == letter).map(|(at, _)| value.start + at);
    let meant = meant(letter);
    let span = at.map_or(value, |at| Span { end: at + letter.len_utf8(), ..Span::at(reader.source, at) });
    let new = meant.map(|meant| match meant {
        Meant::Latin(latin) => latin.to_string(),
        Meant::Space => " ".to_owned(),
        Meant::Nothing => String::new(),
    });
    let fix = at.and_then(|at| Some(Fix::safe(at, at + letter.len_utf8(), new?)));
    let code = u32::from(letter);
    let (message, help) = match meant {
        Some(Meant::Space) => {
            (format!("this space is U+{code:04X}, which does not break"), "write a plain space".to_owned())
        }
        Some(Meant::Nothing) => (format!("U+{code:04X} cannot be seen"), "remove it".to_owned()),
        Some(Meant::Latin(latin)) => {
            (format!("`{letter}` is U+{code:04X}, and not the Latin letter"), format!("write `{latin}`"))
        }
        None => (
            format!("`{letter}` is U+{code:04X}, a letter of another script in a Latin word"),
            "write a Latin letter".to_owned(),
        ),
    };
    let found = reader.warning("lookalike-letter", span, message);
    found.help = Some(help);
    found.fix = fix;
}

fn code_of(error: &YamlError) -> &'static str {
    match error.kind {
        YamlErrorKind::NotText | YamlErrorKind::Syntax | YamlErrorKind::Alias => "yaml-syntax",
        YamlErrorKind::Empty => "no-actions",
        YamlErrorKind::MergeConflict => "merge-conflict",
        YamlErrorKind::SeveralDocuments => "several-documents",
        YamlErrorKind::Tag => "yaml-tag",
        YamlErrorKind::TooDeep => "yaml-depth",
        YamlErrorKind::TooMany => "yaml-budget",
    }
}

fn root(reader: &mut Reader<'_>, node: &Node) -> Option<Config> {
    let mut group = Group::open(reader, node, "the config", &["parameters", "actions"], Severity::Warning)?;
    let parameters = group.value("parameters");
    if group.mapping.get("actions").is_none() {
        let message = "the config has no `actions`";
        group.reader.error("no-actions", node.span, message).help =
            Some("write `actions:` and below it the actions".to_owned());
    }
    let actions = group.value("actions");
    let parameters = match parameters {
        Some(node) => read_parameters(reader, node),
        None => Parameters::default(),
    };
    let actions = actions?;
    let Some(items) = actions.items() else {
        reader.wrong_type("actions", actions, "a list");
        return None;
    };
    let mut all = Vec::new();
    for item in items {
        let Some(mapping) = item.mapping() else {
            reader.wrong_type("actions", item, "an action with its entries, such as `- replace:`");
            continue;
        };
        reader.duplicates(mapping);
        for entry in mapping.effective() {
            all.extend(read_action(reader, entry));
        }
    }
    Some(Config { path: Arc::clone(&reader.path), parameters, actions: all })
}

fn read_action(reader: &mut Reader<'_>, entry: &KeyValue) -> Option<super::Action> {
    let name = entry.key.as_str();
    if !ACTIONS.contains(&name) {
        let meant = nearest(&name.to_lowercase(), ACTIONS.iter().copied());
        let fix = meant.and_then(|meant| reader.plain_edit(entry.key_span, name, meant));
        let message = format!("`{}` is not an action", shown(name));
        let found = reader.error("unknown-action", entry.key_span, message);
        found.help = Some(match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the actions are {}", ACTIONS.join(", ")),
        });
        found.fix = fix;
        return None;
    }
    if is_empty(&entry.node) {
        reader.error("empty-value", entry.key_span, format!("`{name}` has no entries"));
        return None;
    }
    let Some(entries) = entry.node.items() else {
        let found = reader.wrong_type(name, &entry.node, "a list of entries");
        found.help = Some(format!("write `{name}:` and below it each entry after `- `"));
        return None;
    };
    action(reader, name, entries)
}

fn read_parameters(reader: &mut Reader<'_>, node: &Node) -> Parameters {
    let mut parameters = Parameters::default();
    let Some(mapping) = node.mapping() else {
        reader.wrong_type("parameters", node, "a group of keys");
        return parameters;
    };
    let own: Vec<&str> = mapping
        .effective()
        .iter()
        .map(|entry| entry.key.as_str())
        .filter(|key| key.starts_with("x-"))
        .collect();
    let known: Vec<&str> = PARAMETERS.iter().copied().chain(own).collect();
    let Some(mut group) = Group::open(reader, node, "parameters", &known, Severity::Warning) else {
        return parameters;
    };
    parameters.insert_marker = group.boolean("insert_almalinux_line").unwrap_or(true);
    parameters.target_branch =
        group.optional_text("custom_target_branch").filter(|text| !text.value.is_empty());
    _ = group.boolean("pre_clean");
    parameters.raw_version = group.boolean("ignore_version_macros").unwrap_or(false);
    parameters.raw_release = group.boolean("ignore_release_macros").unwrap_or(false);
    parameters.tag_prefix = group.optional_text("tag_prefix").map(|text| text.value).unwrap_or_default();
    let old = el_version(&mut group, "rhel_version");
    parameters.el = el_version(&mut group, "el_version").or(old);
    deviation(&mut group);
    if group.mapping.get("x-allow").is_some() {
        let codes = group.texts("x-allow").unwrap_or_default();
        parameters.allow = codes
            .iter()
            .filter(|code| is_allowable(&mut group, code))
            .map(|code| code.value.clone())
            .collect();
    }
    parameters
}

/// Warns of a code in `x-allow` that is not one of the warnings that can be accepted.
fn is_allowable(group: &mut Group<'_, '_, '_>, code: &Spanned<String>) -> bool {
    let known = WARNINGS_OF_REFERENCE.contains(&code.value.as_str());
    if !known {
        let meant = nearest(&code.value, WARNINGS_OF_REFERENCE.iter().copied());
        let message =
            format!("`x-allow`: `{}` is not a warning that a config can accept", shown(&code.value));
        group.reader.warning("unknown-key", code.span, message).help =
            meant.map(|meant| format!("did you mean `{meant}`?"));
    }
    known
}

/// The number of a release: a whole number, with or without quotes.
fn el_version(group: &mut Group<'_, '_, '_>, key: &str) -> Option<String> {
    let node = group.value(key)?;
    let scalar = node.scalar();
    if let Some(scalar) = scalar {
        let is_number = match scalar.kind {
            ScalarKind::Integer(integer) => {
                return integer.value.filter(|value| *value >= 0).map(|value| value.to_string());
            }
            ScalarKind::Text => {
                !scalar.text.is_empty() && scalar.text.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if is_number {
            return Some(scalar.text.clone());
        }
    }
    group.reader.wrong_type(key, node, "a whole number").help =
        Some("write the major release, such as `9`".to_owned());
    None
}

fn deviation(group: &mut Group<'_, '_, '_>) {
    let Some(node) = group.value("deviation") else { return };
    let keys = ["kind", "reason", "bug", "opened", "closed"];
    let kinds = BTreeSet::from(["debrand", "patch", "architecture", "dependency", "other"]);
    let Some(mut group) = Group::open(group.reader, node, "deviation", &keys, Severity::Warning) else {
        return;
    };
    if let Some(kind) = group.optional_text("kind").filter(|kind| !kinds.contains(kind.value.as_str())) {
        let message = format!("`kind`: `{}` is not a kind of deviation", shown(&kind.value));
        let words: Vec<&str> = kinds.into_iter().collect();
        group.reader.error("wrong-type", kind.span, message).help =
            Some(format!("write one of {}", words.join(", ")));
    }
    _ = group.optional_text("reason");
}
