use std::sync::Arc;

use jiff::civil::Date;
use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Aliases, Dialect, Mapping, Node, ScalarKind, compose};

use super::Hit;
use crate::text::Pattern;
use crate::tree::path_matches;

/// Everything is text, so that a date is one too.
const DIALECT: Dialect = Dialect {
    resolve: |text| if text.is_empty() { ScalarKind::Null } else { ScalarKind::Text },
    aliases: Aliases::Followed,
    depth: 20,
    values: 50_000,
};

/// Findings that a distribution accepts, each with the reason.
#[derive(Debug, Clone, Default)]
pub struct AllowList {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    span: Span,
    path: Option<String>,
    code: Option<String>,
    text: Option<String>,
    line: Option<Arc<Pattern>>,
    until: Option<Date>,
    used: bool,
}

/// What is wrong with a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}: {message}", span.line, span.column)]
pub struct BadAllow {
    span: Span,
    message: String,
}

impl BadAllow {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

impl AllowList {
    /// Reads a list: `allow:`, and below it entries with `reason` and any of `path`, `code`, `text`, `line`, `until`.
    pub fn parse(text: &str) -> Result<Self, BadAllow> {
        let document = compose(text, &DIALECT).map_err(|error| BadAllow::new(error.span, error.message))?;
        let root = document.root;
        let items =
            root.mapping().and_then(|mapping| mapping.get("allow")).and_then(|entry| entry.node.items());
        let items =
            items.ok_or_else(|| BadAllow::new(root.span, "write `allow:` and below it a list of entries"))?;
        let entries = items.iter().map(Entry::read).collect::<Result<_, _>>()?;
        Ok(Self { entries })
    }

    /// Whether a finding is accepted on a day.
    pub fn accepts(&mut self, hit: &Hit, today: Date) -> bool {
        let mut accepted = false;
        for entry in self.entries.iter_mut().filter(|entry| entry.matches(hit)) {
            entry.used = true;
            accepted |= !entry.is_expired(today);
        }
        accepted
    }

    /// Entries that accept nothing any more: the place, the code and the sentence.
    pub fn idle(&self, today: Date) -> Vec<(Span, &'static str, &'static str)> {
        let idle = self.entries.iter().filter_map(|entry| match (entry.is_expired(today), entry.used) {
            (true, _) => Some((entry.span, "allow-expired", "the day `until` is over")),
            (false, false) => Some((entry.span, "allow-unused", "the entry accepts no finding")),
            (false, true) => None,
        });
        idle.collect()
    }
}

impl Entry {
    fn read(node: &Node) -> Result<Self, BadAllow> {
        let mapping =
            node.mapping().ok_or_else(|| BadAllow::new(node.span, "an entry is a group of keys"))?;
        let known = ["path", "code", "text", "line", "reason", "until"];
        if let Some(unknown) = mapping.entries.iter().find(|entry| !known.contains(&entry.key.as_str())) {
            let message =
                format!("`{}` is not a key of an entry; the keys are {}", unknown.key, known.join(", "));
            return Err(BadAllow::new(unknown.key_span, message));
        }
        if text(mapping, "reason")?.is_none_or(|(reason, _)| reason.trim().is_empty()) {
            return Err(BadAllow::new(node.span, "the entry has no `reason`"));
        }
        let line = match text(mapping, "line")? {
            Some((source, span)) => {
                let pattern = Pattern::parse(&source);
                Some(Arc::new(pattern.map_err(|error| BadAllow::new(span, format!("`line`: {error}")))?))
            }
            None => None,
        };
        let until = match text(mapping, "until")? {
            Some((day, span)) => {
                let day = day.parse().map_err(|_| BadAllow::new(span, "`until` is a day such as 2026-01-31"));
                Some(day?)
            }
            None => None,
        };
        let plain = |key: &str| text(mapping, key).map(|value| value.map(|(value, _)| value));
        Ok(Self {
            span: node.span,
            path: plain("path")?,
            code: plain("code")?,
            text: plain("text")?,
            line,
            until,
            used: false,
        })
    }

    fn matches(&self, hit: &Hit) -> bool {
        self.path.as_ref().is_none_or(|path| path_matches(path, &hit.path))
            && self.code.as_ref().is_none_or(|code| code == hit.code)
            && self.text.as_ref().is_none_or(|text| *text == hit.text)
            && self.line.as_ref().is_none_or(|line| line.matches(&hit.content).unwrap_or(false))
    }

    fn is_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

/// A text of an entry and its place.
fn text(mapping: &Mapping, key: &str) -> Result<Option<(String, Span)>, BadAllow> {
    let Some(entry) = mapping.get(key) else { return Ok(None) };
    match entry.node.scalar() {
        Some(scalar) if !scalar.text.is_empty() => Ok(Some((scalar.text.clone(), entry.node.span))),
        _ => Err(BadAllow::new(entry.node.span, format!("`{key}` is a text"))),
    }
}
