use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

/// Collects the findings of one rule.
#[derive(Debug)]
pub struct Findings<'a> {
    code: RuleCode,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    /// The findings of a rule, added to those of other rules.
    pub fn new(code: RuleCode, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { code, found }
    }

    /// Adds an error: the value cannot be used, or would do harm.
    pub fn error(
        &mut self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Error, path, span, message.into(), help.into())
    }

    /// Adds a warning: the value works, but is probably a mistake.
    pub fn warn(
        &mut self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Warning, path, span, message.into(), help.into())
    }

    /// Adds advice.
    pub fn advise(
        &mut self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(Severity::Info, path, span, message.into(), help.into())
    }

    fn add(
        &mut self,
        severity: Severity,
        path: &Arc<str>,
        span: Span,
        message: String,
        help: String,
    ) -> &mut Diagnostic {
        self.found.push_mut(Diagnostic::new(path, span, severity, self.code, message).with_help(help))
    }
}
