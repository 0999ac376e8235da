use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Fix, RuleCode, Severity, Span};

use crate::codes;
use crate::document::{Node, compose};
use crate::source::SourceFile;

/// Collects what is to be said about one file.
pub(super) struct Report<'a> {
    path: &'a Arc<str>,
    source: &'a str,
    diagnostics: &'a mut Vec<Diagnostic>,
    errors: usize,
}

impl<'a> Report<'a> {
    /// Begins with a file: its tree, unless it has none, and the report on it.
    pub(super) fn on(file: &'a SourceFile, diagnostics: &'a mut Vec<Diagnostic>) -> (Option<Node>, Self) {
        let source = file.text.as_deref().unwrap_or_default();
        let mut report = Self { path: &file.path, source, diagnostics, errors: 0 };
        let node = match &file.text {
            Err(unread) => {
                report.error(codes::FILE_UNREADABLE, unread.span, &unread.problem);
                None
            }
            Ok(text) => compose(text)
                .map_err(|error| report.error(codes::YAML_SYNTAX, error.span, &error.message))
                .ok(),
        };
        (node, report)
    }

    /// How many errors there were so far.
    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    /// The text of the file.
    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    pub(super) fn error(&mut self, code: RuleCode, span: Span, message: &str) {
        self.say(Severity::Error, code, span, message, None, None);
    }

    pub(super) fn error_with_help(&mut self, code: RuleCode, span: Span, message: &str, help: &str) {
        self.say(Severity::Error, code, span, message, Some(help), None);
    }

    pub(super) fn warning(&mut self, code: RuleCode, span: Span, message: &str, help: &str) {
        self.say(Severity::Warning, code, span, message, Some(help), None);
    }

    /// A warning that a program can make go away.
    pub(super) fn fixable(
        &mut self,
        code: RuleCode,
        span: Span,
        message: &str,
        help: &str,
        fix: Option<Fix>,
    ) {
        self.say(Severity::Warning, code, span, message, Some(help), fix);
    }

    /// An error that a program can make go away.
    pub(super) fn fixable_error(
        &mut self,
        code: RuleCode,
        span: Span,
        message: &str,
        help: Option<&str>,
        fix: Option<Fix>,
    ) {
        self.say(Severity::Error, code, span, message, help, fix);
    }

    fn say(
        &mut self,
        severity: Severity,
        code: RuleCode,
        span: Span,
        message: &str,
        help: Option<&str>,
        fix: Option<Fix>,
    ) {
        self.errors += usize::from(severity == Severity::Error);
        let mut diagnostic = Diagnostic::new(self.path, span, severity, code, message);
        if let Some(help) = help {
            diagnostic = diagnostic.with_help(help);
        }
        if let Some(fix) = fix {
            diagnostic = diagnostic.with_fix(fix);
        }
        self.diagnostics.push(diagnostic);
    }
}
