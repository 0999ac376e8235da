use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Fix, RuleCode, Severity, Span};

use crate::codes::Codes;
use crate::compose::{Document, compose};
use crate::dialect::Dialect;

/// Collects the problems of one file.
#[derive(Debug)]
pub struct Report<'a> {
    path: &'a Arc<str>,
    source: &'a str,
    codes: &'static Codes,
    diagnostics: &'a mut Vec<Diagnostic>,
    errors: usize,
}

impl<'a> Report<'a> {
    /// The report on a file; `source` is its text.
    pub fn new(
        path: &'a Arc<str>,
        source: &'a str,
        codes: &'static Codes,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self { path, source, codes, diagnostics, errors: 0 }
    }

    /// Composes the text of the file; reports why it has no tree.
    pub fn compose(&mut self, dialect: &Dialect) -> Option<Document> {
        compose(self.source, dialect)
            .map_err(|error| self.error((self.codes.yaml)(error.kind), error.span, &error.message))
            .ok()
    }

    /// How many errors have been reported.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// The text of the file.
    pub fn source(&self) -> &'a str {
        self.source
    }

    pub(crate) fn codes(&self) -> &'static Codes {
        self.codes
    }

    /// Reports an error.
    pub fn error(&mut self, code: RuleCode, span: Span, message: &str) {
        self.add(Severity::Error, code, span, message, None, None);
    }

    /// Reports an error, and what to do about it.
    pub fn error_with_help(&mut self, code: RuleCode, span: Span, message: &str, help: &str) {
        self.add(Severity::Error, code, span, message, Some(help), None);
    }

    /// Reports a warning, and what to do about it.
    pub fn warning(&mut self, code: RuleCode, span: Span, message: &str, help: &str) {
        self.add(Severity::Warning, code, span, message, Some(help), None);
    }

    /// Reports a problem that may have a fix.
    pub fn add(
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
