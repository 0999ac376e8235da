//! Findings for the tests of the formats.

use crate::{Diagnostic, Fix, RuleCode, Severity, Span};

pub(crate) const TEXT: &str =
    "name: a.example\ngeolocation:\n  country: UK\nftp: ftp://user:hunter2@a.example/\n";

pub(crate) fn country() -> Diagnostic {
    let start = TEXT.find("UK").unwrap_or_default();
    let span = Span { line: 3, column: 12, start, end: start + 2 };
    Diagnostic::new(
        &"m/a.yml".into(),
        span,
        Severity::Warning,
        RuleCode("country-not-iso"),
        "`UK` is not a code",
    )
    .with_help("write `GB`")
    .with_fix(Fix::safe(start, start + 2, "GB"))
}

pub(crate) fn password() -> Diagnostic {
    let start = TEXT.find("ftp://").unwrap_or_default();
    let span = Span { line: 4, column: 6, start, end: TEXT.len() - 1 };
    let message = "100% wrong: ftp://user:hunter2@a.example/";
    Diagnostic::new(&"m/a.yml".into(), span, Severity::Error, RuleCode("url-invalid"), message)
}
