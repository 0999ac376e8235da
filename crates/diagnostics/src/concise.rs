use crate::Diagnostic;

/// One finding on one line: `path:line:column: severity[rule-code]: message`.
///
/// Whatever the file held, the line stays one line: control characters are shown as escapes.
pub fn concise(diagnostic: &Diagnostic) -> String {
    let Diagnostic { path, span, severity, code, message, help, .. } = diagnostic;
    let help = help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let line = format!("{path}:{}:{}: {severity}[{code}]: {message}{help}", span.line, span.column);
    let mut printable = String::with_capacity(line.len());
    for character in line.chars() {
        if character.is_control() {
            printable.extend(character.escape_default());
        } else {
            printable.push(character);
        }
    }
    printable
}

#[cfg(test)]
mod tests {
    use crate::{RuleCode, Severity, Span};

    use super::*;

    #[test]
    fn a_finding_is_one_line_whatever_the_file_held() {
        let span = Span { line: 3, column: 9, start: 40, end: 42 };
        let finding = Diagnostic::new(
            &"m/a.yml".into(),
            span,
            Severity::Warning,
            RuleCode("country-not-iso"),
            "`U\nK`",
        )
        .with_help("write `GB`");
        assert_eq!(concise(&finding), "m/a.yml:3:9: warning[country-not-iso]: `U\\nK`; write `GB`");
    }
}
