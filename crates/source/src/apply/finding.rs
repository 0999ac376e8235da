use std::sync::Arc;

use maneki_ground_diagnostics::{RuleCode, Severity, Span};

/// Something about one value of a config, found while it was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which rule.
    pub code: RuleCode,
    /// How bad it is: an error is a miss.
    pub severity: Severity,
    /// The value of the config that it is about.
    pub span: Span,
    /// One sentence without a full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The file that was searched without success; of a miss that may have a nearest match.
    pub searched: Option<Box<Searched>>,
}

/// A text that was searched in a file without success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// The file.
    pub file: String,
    /// Its text at that moment.
    pub text: Arc<str>,
    /// Whether the file was named as `spec`, so that comments and the changelog were skipped.
    pub is_spec: bool,
    /// The text, as it is in the config.
    pub find: String,
    /// The replacement; `None` for `delete_line`.
    pub replace: Option<String>,
    /// The place of the replacement in the config.
    pub replace_span: Option<Span>,
    /// Whether the text is a pattern.
    pub is_pattern: bool,
}

impl Finding {
    /// A miss: the entry changes nothing, and so nothing is written.
    pub fn miss(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// A warning: the entry does what the reference does, which is surely not what was meant.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }

    fn new(code: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self { code: RuleCode(code), severity, span, message: message.into(), help: None, searched: None }
    }

    /// The same with a word on what to do.
    #[must_use]
    pub fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}
