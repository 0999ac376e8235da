use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

/// Collects findings of several files.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Diagnostic>);

impl Findings {
    pub(super) fn error(
        &mut self,
        path: &Arc<str>,
        span: Span,
        code: &'static str,
        message: impl Into<String>,
        help: &str,
    ) {
        self.add(Severity::Error, path, span, code, message, help);
    }

    pub(super) fn warning(
        &mut self,
        path: &Arc<str>,
        span: Span,
        code: &'static str,
        message: impl Into<String>,
        help: &str,
    ) {
        self.add(Severity::Warning, path, span, code, message, help);
    }

    fn add(
        &mut self,
        severity: Severity,
        path: &Arc<str>,
        span: Span,
        code: &'static str,
        message: impl Into<String>,
        help: &str,
    ) {
        let finding = Diagnostic::new(path, span, severity, RuleCode(code), message);
        self.0.push(if help.is_empty() { finding } else { finding.with_help(help) });
    }

    pub(super) fn into_all(self) -> Vec<Diagnostic> {
        self.0
    }
}
