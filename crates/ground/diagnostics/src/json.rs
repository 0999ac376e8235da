use serde_json::{Value, json};

use crate::printable::escaped_json;
use crate::{Applicability, Diagnostic, Fix, Severity};

/// All findings as one JSON document for programs: `diagnostics`, and a `summary` of how many there are.
///
/// `text` gives the whole file of a path, if it is at hand; the end of a place is found in it. Bytes count
/// from 0, lines and columns from 1.
pub fn json<'a>(diagnostics: &[Diagnostic], text: impl Fn(&str) -> Option<&'a str>) -> String {
    printed_json(json_document(diagnostics, text))
}

/// The same as a value, to which a command adds its own fields.
pub fn json_document<'a>(diagnostics: &[Diagnostic], text: impl Fn(&str) -> Option<&'a str>) -> Value {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    json!({
        "diagnostics": diagnostics.iter().map(|diagnostic| one(diagnostic, text(&diagnostic.path))).collect::<Vec<_>>(),
        "summary": {
            "errors": count(Severity::Error),
            "warnings": count(Severity::Warning),
            "infos": count(Severity::Info),
        },
    })
}

/// A JSON document as every command prints it: over several lines, keys sorted, and characters that steer a terminal
/// as escapes.
pub fn printed_json(mut document: Value) -> String {
    // One order, whatever else is built with it: a feature of serde_json keeps that of insertion.
    document.sort_all_objects();
    escaped_json(&document)
}

fn one(diagnostic: &Diagnostic, text: Option<&str>) -> Value {
    let span = diagnostic.span;
    let end = text.map(|text| span.end_in(text));
    json!({
        "path": *diagnostic.path,
        "line": span.line,
        "column": span.column,
        "end_line": end.map(|end| end.0),
        "end_column": end.map(|end| end.1),
        "start_byte": span.start,
        "end_byte": span.end,
        "severity": diagnostic.severity.word(),
        "code": diagnostic.code.0,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "fix": diagnostic.fix.as_ref().map(fix),
    })
}

fn fix(fix: &Fix) -> Value {
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
    };
    let edit =
        |edit: &crate::Edit| json!({"start_byte": edit.start, "end_byte": edit.end, "text": edit.text});
    json!({"applicability": applicability, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use crate::sample;

    use super::*;

    #[test]
    fn a_program_finds_everything() {
        let document = json(&[sample::country()], |_| Some(sample::TEXT));
        assert_eq!(
            document,
            r#"{
  "diagnostics": [
    {
      "code": "country-not-iso",
      "column": 12,
      "end_byte": 42,
      "end_column": 14,
      "end_line": 3,
      "fix": {
        "applicability": "safe",
        "edits": [
          {
            "end_byte": 42,
            "start_byte": 40,
            "text": "GB"
          }
        ]
      },
      "help": "write `GB`",
      "line": 3,
      "message": "`UK` is not a code",
      "path": "m/a.yml",
      "severity": "warning",
      "start_byte": 40
    }
  ],
  "summary": {
    "errors": 0,
    "infos": 0,
    "warnings": 1
  }
}"#
        );
        assert!(!json(&[sample::password()], |_| Some(sample::TEXT)).contains("hunter2"));
    }
}
