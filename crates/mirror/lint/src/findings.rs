use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

/// Collects what one rule finds.
pub(crate) struct Findings<'a> {
    code: RuleCode,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(code: RuleCode, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { code, found }
    }

    /// It cannot be used, or would do harm.
    pub(crate) fn refuse(
        &mut self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.say(Diagnostic::new(path, span, Severity::Error, self.code, message).with_help(help))
    }

    /// It works, but is surely not what was meant.
    pub(crate) fn warn(
        &mut self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.say(Diagnostic::new(path, span, Severity::Warning, self.code, message).with_help(help))
    }

    /// Advice.
    pub(crate) fn advise(
        &mut self,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        self.say(Diagnostic::new(path, span, Severity::Info, self.code, message).with_help(help))
    }

    fn say(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.found.push_mut(diagnostic)
    }
}
