use crate::printable::printable;
use crate::{Diagnostic, Severity};

/// A finding as a workflow command of GitHub Actions, which shows it beside the line in a pull request.
///
/// `text` is the whole file, if it is available, to find the end of the place.
pub fn github(diagnostic: &Diagnostic, text: Option<&str>) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let span = diagnostic.span;
    let end = text.map(|text| span.end_in(text)).filter(|end| *end != (span.line, span.column));
    let end = end.map(|(line, column)| format!(",endLine={line},endColumn={column}")).unwrap_or_default();
    let place = format!("line={},col={}{end}", span.line, span.column);
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let message = format!("{}{help}", diagnostic.message);
    let (file, title) = (
        property(diagnostic.path.strip_prefix("./").unwrap_or(&diagnostic.path)),
        property(diagnostic.code.0),
    );
    format!("::{command} file={file},{place},title={title}::{}", data(&message))
}

/// What follows the command, with what would end it escaped.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25").replace('\n', "%0A")
}

/// The value of a property, which commas and colons would end as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::sample;

    use super::*;

    #[test]
    fn an_annotation_is_one_command() {
        assert_eq!(
            github(&sample::country(), Some(sample::TEXT)),
            "::warning file=m/a.yml,line=3,col=12,endLine=3,endColumn=14,title=country-not-iso::`UK` is not a code; write `GB`"
        );
        assert_eq!(
            github(&sample::password(), None),
            "::error file=m/a.yml,line=4,col=6,title=url-invalid::100%25 wrong: ftp://************@a.example/"
        );
    }

    #[test]
    fn a_path_is_one_of_the_repository() {
        let mut diagnostic = sample::country();
        diagnostic.path = "./m/a.yml".into();
        assert!(github(&diagnostic, None).starts_with("::warning file=m/a.yml,"));
    }

    #[test]
    fn nothing_steers_a_log() {
        let mut diagnostic = sample::country();
        (diagnostic.path, diagnostic.message) = ("a\u{9b}\r.yml".into(), "\u{202e}\u{1b}[31m".into());
        let command = github(&diagnostic, None);
        assert!(command.contains("file=a\\u{9b}\\r.yml,"), "{command}");
        assert!(command.contains("::\\u{202e}\\u{1b}[31m;"), "{command}");
    }

    #[test]
    fn a_path_cannot_end_the_command() {
        let mut diagnostic = sample::country();
        diagnostic.path = "a,b::c\n::error d.yml".into();
        let command = github(&diagnostic, None);
        assert!(command.contains("file=a%2Cb%3A%3Ac%0A%3A%3Aerror d.yml,line"), "{command}");
        assert_eq!(command.lines().count(), 1);
    }
}
