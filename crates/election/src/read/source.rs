use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

/// The text of a file, and the path under which it is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub path: Arc<str>,
    /// Without a byte order mark.
    pub text: String,
}

impl Source {
    /// The text of a file that must be UTF-8 and not empty. A byte order mark is allowed and dropped.
    pub fn from_bytes(path: &str, bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        let path: Arc<str> = path.into();
        let problem = |span, code, message: &str, help: &str| {
            let finding = Diagnostic::new(&path, span, Severity::Error, RuleCode(code), message);
            Err(Box::new(finding.with_help(help)))
        };
        let mut text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
                let span = Span::at(&before, valid);
                return problem(span, "not-utf8", "the file is not UTF-8", "save the file as UTF-8");
            }
        };
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        if text.trim().is_empty() {
            return problem(
                Span::START,
                "file-empty",
                "the file is empty",
                "write the data, or remove the file",
            );
        }
        Ok(Self { path, text })
    }
}
