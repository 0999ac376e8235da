use crate::Diagnostic;
use crate::printable::one_line;

/// One finding on one line: `path:line:column: severity[rule-code]: message`.
pub fn concise(diagnostic: &Diagnostic) -> String {
    let Diagnostic { path, span, severity, code, message, help, .. } = diagnostic;
    let help = help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let line = format!("{path}:{}:{}: {severity}[{code}]: {message}{help}", span.line, span.column);
    one_line(&line).into_owned()
}

#[cfg(test)]
mod tests {
    use crate::sample;

    use super::*;

    #[test]
    fn a_finding_is_one_line_whatever_the_file_held() {
        let mut finding = sample::country();
        finding.message = "`U\nK`".into();
        assert_eq!(concise(&finding), "m/a.yml:3:12: warning[country-not-iso]: `U\\nK`; write `GB`");
    }
}
