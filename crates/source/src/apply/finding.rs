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

/// What was searched where, for the report of the nearest match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// The file.
    pub file: String,
    /// It was named as `spec`, so that comments and the changelog were skipped.
    pub is_spec: bool,
    /// The place of the entry among the actions: action, entry, item.
    pub entry: (usize, usize, usize),
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
