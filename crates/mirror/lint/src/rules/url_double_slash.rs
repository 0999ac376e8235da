use maneki_ground_diagnostics::{Applicability, Edit, Fix};
use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("url-double-slash"),
    severities: &[Severity::Warning],
    summary: "A URL has two slashes in a row.",
    what: "Finds doubled slashes in the path of a URL.",
    why: "Servers differ on whether the doubled slash is one; object stores take it literally, and nothing is found.",
    example: "address:
  http: http://mirror.example.org//os/",
    fix: "Write one slash. `--fix --unsafe-fixes` does it.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for declared in file.urls.iter().filter(|declared| declared.url.is_some()) {
        let span = declared.node.span;
        let doubled = declared.written.split_once("://").is_some_and(|(_, rest)| rest.contains("//"));
        if doubled {
            let message = "two slashes in a row in the path";
            let diagnostic = findings.warn(file.path, span, message, "write one");
            let source = file.text.get(span.start..span.end);
            diagnostic.fix = source.and_then(|source| fix(span.start, source));
        }
    }
}

/// Takes every slash away that stands behind another one, but for those behind the scheme.
fn fix(start: usize, source: &str) -> Option<Fix> {
    let path = source.find("://")? + "://".len();
    let bytes = source.as_bytes();
    let behind = |&at: &usize| bytes.get(at) == Some(&b'/') && bytes.get(at - 1) == Some(&b'/');
    let edits = (path + 1..source.len()).filter(behind).map(|at| Edit {
        start: start + at,
        end: start + at + 1,
        text: String::new(),
    });
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then_some(Fix { applicability: Applicability::Unsafe, edits })
}
