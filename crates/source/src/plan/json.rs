use serde_json::{Value, json};

use super::{Plan, Report};

/// A finding for programs. A miss of a text has its nearest match and what to write instead.
pub(crate) fn report(report: &Report) -> Value {
    let found = &report.diagnostic;
    let mut value = json!({
        "path": *found.path,
        "line": found.span.line,
        "column": found.span.column,
        "severity": found.severity.word(),
        "code": found.code.0,
        "message": found.message,
        "help": found.help,
    });
    if report.is_miss {
        value["near"] = report.near.as_ref().map_or(Value::Null, |near| {
            json!({
                "kind": near.kind.word(),
                "path": near.path,
                "line": near.line,
                "lines": near.lines,
                "text": near.text,
                "since": Value::Null,
            })
        });
        value["mend"] = report
            .mend
            .as_ref()
            .map_or(Value::Null, |mend| json!({ "find": mend.find, "replace": mend.replace }));
    }
    value
}

impl Plan {
    /// The plan for programs.
    pub fn to_json(&self) -> Value {
        let files: Vec<Value> = self
            .changes
            .iter()
            .map(|change| json!({ "path": change.path, "change": change.kind() }))
            .collect();
        json!({
            "package": self.package,
            "applies": self.applies(),
            "changed": !self.changes.is_empty(),
            "files": files,
            "diff": self.diff,
            "suffix": self.suffix,
            "evr": self.evr.as_ref().map(ToString::to_string),
            "diagnostics": self.reports.iter().map(report).collect::<Vec<_>>(),
        })
    }
}
