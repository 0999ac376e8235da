use std::fmt;
use std::sync::Arc;

use crate::fix::Fix;
use crate::secret::without_secrets;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot be used, or would do harm: what it concerns is left out.
    Error,
    /// It works, but is surely not what was meant.
    Warning,
    /// Advice.
    Info,
}

impl Severity {
    /// The word that every output uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The name of a rule: lower-case words joined by hyphens, such as `country-not-iso`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleCode(pub &'static str);

impl fmt::Display for RuleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// A piece of a text: bytes from `start` to before `end`, and where a person finds its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The byte where it begins.
    pub start: usize,
    /// The byte behind its end.
    pub end: usize,
}

impl Span {
    /// The beginning of a text: the place of what concerns a file as a whole.
    pub const START: Self = Self { line: 1, column: 1, start: 0, end: 0 };

    /// The place of a byte of a text, without an extent; of its end where there is no such byte.
    pub fn at(text: &str, at: usize) -> Self {
        let at = text.floor_char_boundary(at.min(text.len()));
        let before = text.get(..at).unwrap_or_default();
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = number(before.bytes().filter(|&byte| byte == b'\n').count() + 1);
        let column = number(before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1);
        Self { line, column, start: at, end: at }
    }

    /// Line and column behind its end, in the text that it is a piece of.
    pub fn end_in(&self, text: &str) -> (u32, u32) {
        let piece = text.get(self.start..self.end).unwrap_or_default();
        let lines = piece.bytes().filter(|&byte| byte == b'\n').count();
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        match piece.rsplit_once('\n') {
            Some((_, last)) => (self.line.saturating_add(number(lines)), number(last.chars().count() + 1)),
            None => (self.line, self.column.saturating_add(number(piece.chars().count()))),
        }
    }
}

/// One thing that is to be said about one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file, as a person would name it from where they stand.
    pub path: Arc<str>,
    /// Where in it.
    pub span: Span,
    /// How bad it is.
    pub severity: Severity,
    /// Which rule says so.
    pub code: RuleCode,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
    /// How a program can write it, where that is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic without help. Passwords in the message are hidden.
    pub fn new(
        path: &Arc<str>,
        span: Span,
        severity: Severity,
        code: RuleCode,
        message: impl Into<String>,
    ) -> Self {
        let message = without_secrets(&message.into()).into_owned();
        Self { path: Arc::clone(path), span, severity, code, message, help: None, fix: None }
    }

    /// The same with a word on what to do.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(without_secrets(&help.into()).into_owned()), ..self }
    }

    /// The same with a fix that a program can apply.
    #[must_use]
    pub fn with_fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }
}
