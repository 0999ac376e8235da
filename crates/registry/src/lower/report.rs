use std::sync::Arc;

use maneki_diagnostics::{Diagnostic, RuleCode, Severity, Span};

use crate::codes;
use crate::source::SourceFile;
use crate::yaml::{Node, compose};

/// Collects what is to be said about one file.
pub(super) struct Report<'a> {
    path: &'a Arc<str>,
    diagnostics: &'a mut Vec<Diagnostic>,
    errors: usize,
}

impl<'a> Report<'a> {
    /// Begins with a file: its tree, unless it has none, and the report on it.
    pub(super) fn on(file: &'a SourceFile, diagnostics: &'a mut Vec<Diagnostic>) -> (Option<Node>, Self) {
        let mut report = Self { path: &file.path, diagnostics, errors: 0 };
        let node = match &file.text {
            Err(problem) => {
                report.error(codes::FILE_UNREADABLE, Span::START, problem);
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

    pub(super) fn error(&mut self, code: RuleCode, span: Span, message: &str) {
        self.say(Severity::Error, code, span, message, None);
    }

    pub(super) fn error_with_help(&mut self, code: RuleCode, span: Span, message: &str, help: &str) {
        self.say(Severity::Error, code, span, message, Some(help));
    }

    pub(super) fn warning(&mut self, code: RuleCode, span: Span, message: &str, help: &str) {
        self.say(Severity::Warning, code, span, message, Some(help));
    }

    fn say(&mut self, severity: Severity, code: RuleCode, span: Span, message: &str, help: Option<&str>) {
        self.errors += usize::from(severity == Severity::Error);
        let diagnostic = Diagnostic::new(self.path, span, severity, code, message);
        self.diagnostics.push(match help {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic,
        });
    }
}
