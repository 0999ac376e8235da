use maneki_ground_diagnostics::Severity;
use serde_json::{Value, json};

/// A brand that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The file, relative to what was scanned.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How severe it is.
    pub severity: Severity,
    /// The rule.
    pub code: &'static str,
    /// The text that was found.
    pub text: String,
    /// The line without the white space around it.
    pub content: String,
    /// One sentence.
    pub message: String,
}

impl Hit {
    /// The finding for programs.
    pub fn to_json(&self) -> Value {
        json!({
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "severity": self.severity.word(),
            "code": self.code,
            "message": self.message,
            "help": Value::Null,
            "text": self.text,
            "content": self.content,
        })
    }
}
