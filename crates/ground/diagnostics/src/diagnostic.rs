use std::fmt;
use std::sync::Arc;

use strum::{Display, IntoStaticStr};

use crate::fix::Fix;
use crate::secret::without_secrets;

/// The severity of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Severity {
    /// The value cannot be used, or would do harm: the part that it is in is left out.
    Error,
    /// The value works, but is probably a mistake.
    Warning,
    /// Advice.
    Info,
}

impl Severity {
    /// The word that every output uses.
    pub fn word(self) -> &'static str {
        self.into()
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

/// A piece of a text: its bytes, and the place of its beginning for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The beginning of a text: the place of a problem of the whole file.
    pub const START: Self = Self { line: 1, column: 1, start: 0, end: 0 };

    /// The place of a byte of a text, without an extent; the end of the text if there is no such byte.
    #[expect(clippy::missing_panics_doc, reason = "the place is a boundary of characters")]
    pub fn at(text: &str, at: usize) -> Self {
        let at = text.floor_char_boundary(at.min(text.len()));
        let before = text.get(..at).expect("the place is a boundary of characters");
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let line = number(before.bytes().filter(|&byte| byte == b'\n').count() + 1);
        let column = number(before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1);
        Self { line, column, start: at, end: at }
    }

    /// The line and the column after its end, in the text that it is a piece of.
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

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The path of the file, relative to the working directory of the user.
    pub path: Arc<str>,
    /// The place in the file.
    pub span: Span,
    pub severity: Severity,
    /// The rule that found it.
    pub code: RuleCode,
    /// The problem: one sentence without a full stop.
    pub message: String,
    /// What to write instead, if that is known.
    pub help: Option<String>,
    /// The edits that fix it, if they are known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic without help. Passwords in the message are masked.
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

    /// The same with help.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(without_secrets(&help.into()).into_owned()), ..self }
    }

    /// The same with a fix.
    #[must_use]
    pub fn with_fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }

    /// The same with paths relative to a folder, also in the texts: for readers who must not see paths of the machine.
    /// `folder` ends with a slash.
    #[must_use]
    pub fn relative_to(&self, folder: &str) -> Self {
        if folder.is_empty() {
            return self.clone();
        }
        let relative = |text: &str| text.replace(folder, "");
        Self {
            path: self.path.strip_prefix(folder).unwrap_or(&self.path).into(),
            message: relative(&self.message),
            help: self.help.as_deref().map(relative),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_diagnostic_shows_no_folder_of_the_machine() {
        let message = "/srv/mirrors/m/b.yml:3 declares the same URL";
        let code = RuleCode("duplicate-url");
        let found =
            Diagnostic::new(&"/srv/mirrors/m/a.yml".into(), Span::START, Severity::Warning, code, message)
                .with_help("remove /srv/mirrors/m/b.yml");
        let relative = found.relative_to("/srv/mirrors/");
        assert_eq!(&*relative.path, "m/a.yml");
        assert_eq!(relative.message, "m/b.yml:3 declares the same URL");
        assert_eq!(relative.help.as_deref(), Some("remove m/b.yml"));
        assert_eq!(found.relative_to(""), found);
    }
}
