use maneki_ground_diagnostics::{Diagnostic, Severity, full};

use crate::plan::Report;

/// Findings for a person, each with the piece of the config that it is about.
pub(super) fn findings<'d>(
    diagnostics: impl IntoIterator<Item = &'d Diagnostic>,
    text: &str,
    colour: bool,
) -> String {
    let mut shown = String::new();
    for diagnostic in diagnostics {
        shown += &full(diagnostic, Some(text), colour);
        shown += "\n\n";
    }
    shown
}

/// Reports for a person: each finding, and below it both sides of a near match and the text to write.
pub(super) fn reports(reports: &[Report], text: &str, colour: bool) -> String {
    let mut shown = String::new();
    for report in reports {
        shown += &full(&report.diagnostic, Some(text), colour);
        shown.push('\n');
        if let Some(near) = &report.near {
            let header = format!("  {}:{}", near.path, near.line);
            shown += &block(&header, &near.text);
        }
        if let Some(mend) = &report.mend {
            shown += &block("  write: find", &mend.find);
            if let Some(replace) = &mend.replace {
                shown += &block("  write: replace", replace);
            }
        }
        shown.push('\n');
    }
    shown
}

fn block(header: &str, text: &str) -> String {
    let mut shown = format!("{header}\n");
    for line in text.trim_end_matches('\n').split('\n') {
        shown += "    | ";
        shown += &maneki_ground_diagnostics::one_line(line);
        shown.push('\n');
    }
    shown
}

/// How many errors and warnings there are, in a line.
pub(super) fn summary<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let (mut errors, mut warnings) = (0, 0);
    for diagnostic in diagnostics {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Info => {}
        }
    }
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    format!("{}, {}\n", count(errors, "error"), count(warnings, "warning"))
}
