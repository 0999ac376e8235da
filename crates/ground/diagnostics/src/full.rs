use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::printable::{harmless, one_line};
use crate::secret::without_secrets;
use crate::{Diagnostic, Severity};

/// The length of a line, in bytes, from which it is cut around the place.
const WIDEST: usize = 300;

/// The length of what remains of such a line. A file may have thousands of findings in one line, and the time of
/// rendering grows with the length.
const AROUND: usize = 100;

/// How many lines of a long value are shown.
const MOST_LINES: usize = 4;

/// A finding with the underlined piece of the file, as compilers show it.
///
/// `text` is the whole file, if it is available. Passwords in URLs are masked.
pub fn full(diagnostic: &Diagnostic, text: Option<&str>, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let span = diagnostic.span;
    let path = one_line(&diagnostic.path);
    let (line, column) = (span.line as usize, span.column as usize);
    let message = one_line(&diagnostic.message);
    let help = diagnostic.help.as_deref().map(one_line);
    let excerpt = text.and_then(|text| excerpt(text, span.start, span.end));

    let title = level.primary_title(message).id(diagnostic.code.0);
    let place = |excerpt: &Excerpt| AnnotationKind::Primary.span(excerpt.start..excerpt.end);
    let mut group = match &excerpt {
        Some(excerpt) if excerpt.whole => {
            let snippet = Snippet::source(&excerpt.text).path(path).line_start(line);
            title.element(snippet.annotation(place(excerpt)))
        }
        // The column of the place is not the column in the excerpt.
        other => {
            let group = title.element(Origin::path(path).line(line).char_column(column));
            match other {
                Some(excerpt) => {
                    let snippet = Snippet::source(&excerpt.text).line_start(line);
                    group.element(snippet.annotation(place(excerpt)))
                }
                None => group,
            }
        }
    };
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

/// Some lines of a file, and the place in them.
struct Excerpt {
    text: String,
    /// Whether it begins at the beginning of a line.
    whole: bool,
    start: usize,
    end: usize,
}

/// The lines around a place. A value of several lines that may be a URL is masked: its password may be in any of
/// the lines.
fn excerpt(text: &str, start: usize, end: usize) -> Option<Excerpt> {
    let before = text.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    // A beginning that is far away is cut.
    let first = boundary(text, if start - line_start > WIDEST { start - AROUND } else { line_start });
    let rest = text.get(start..)?;
    let lines = rest.split_inclusive('\n').take(MOST_LINES);
    let mut last = start;
    for line in lines {
        if last > start && last >= end {
            break;
        }
        let length = line.trim_end_matches(['\n', '\r']).len();
        last += if length > WIDEST { AROUND } else { length };
        if last >= end || line.len() > WIDEST {
            break;
        }
        last = (start + (last - start) + (line.len() - line.trim_end_matches(['\n', '\r']).len()))
            .min(text.len());
    }
    let last = boundary(text, last);
    // A secret may begin in front of the excerpt.
    let whole_start = boundary(text, first.saturating_sub(WIDEST));
    let masked = without_secrets(text.get(whole_start..last)?);
    let mut shown = harmless(masked.get(first - whole_start..)?);
    if text.get(start..end).is_some_and(may_hold_a_secret_over_lines) {
        let (plain, secret) = (shown.get(..start - first)?, shown.get(start - first..)?);
        let stars = secret.bytes().map(|byte| if byte == b'\n' { '\n' } else { '*' });
        shown = plain.chars().chain(stars).collect();
    }
    let (from, to) = (start - first, end.min(last).saturating_sub(first));
    // A place without an extent is shown as one character.
    let next = shown.get(from..)?.chars().next().map_or(0, char::len_utf8);
    Some(Excerpt {
        start: from,
        end: to.max(from + next).min(shown.len()),
        whole: first == line_start,
        text: shown,
    })
}

fn may_hold_a_secret_over_lines(piece: &str) -> bool {
    piece.trim_end().contains('\n') && ["//", r"\/", "@"].iter().any(|sign| piece.contains(sign))
}

/// The nearest boundary of a character at or before a place.
fn boundary(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

#[cfg(test)]
mod tests {
    use crate::sample;

    use super::*;

    #[test]
    fn the_place_is_underlined() {
        let shown = full(&sample::country(), Some(sample::TEXT), false);
        assert_eq!(
            shown,
            "\
warning[country-not-iso]: `UK` is not a code
 --> m/a.yml:3:12
  |
3 |   country: UK
  |            ^^
  |
  = help: write `GB`"
        );
    }

    #[test]
    fn a_password_is_not_shown() {
        let shown = full(&sample::password(), Some(sample::TEXT), false);
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("4 | ftp: ftp://************@a.example/"), "{shown}");
    }

    #[test]
    fn a_password_in_a_url_of_several_lines_is_not_shown() {
        for text in [
            "http: >-\n  http://u:\n  hunter2@x.example/\n",
            "http: http://u:x\n  hunter2@x.example/\n",
            "http: \"http://u:x\n  hunter2\n  @x.example/\"\n",
        ] {
            let mut finding = sample::password();
            (finding.span.line, finding.span.start, finding.span.end) = (1, 6, text.len());
            let shown = full(&finding, Some(text), false);
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }

    #[test]
    fn colour_is_optional() {
        assert!(full(&sample::country(), Some(sample::TEXT), true).contains("\u{1b}["));
        assert!(!full(&sample::country(), Some(sample::TEXT), false).contains('\u{1b}'));
    }

    #[test]
    fn without_the_text_the_place_is_still_shown() {
        let shown = full(&sample::country(), None, false);
        assert!(shown.contains("--> m/a.yml:3:12") && shown.contains("write `GB`"), "{shown}");
    }

    #[test]
    fn any_place_in_any_text_can_be_shown() {
        let texts = ["", "\n", "a", "ä\r\nö\n\n\n", &"x".repeat(5000), &"é\n".repeat(900), "a: b\n\u{202e}"];
        for text in texts {
            let places: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            for &start in places.iter().step_by(1 + places.len() / 40) {
                for &end in places.iter().filter(|&&end| end >= start).step_by(1 + places.len() / 10) {
                    let mut diagnostic = sample::country();
                    (diagnostic.span.start, diagnostic.span.end) = (start, end);
                    assert!(full(&diagnostic, Some(text), false).lines().count() < 20);
                }
            }
        }
    }
}
