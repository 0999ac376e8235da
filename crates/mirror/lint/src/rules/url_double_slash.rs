use maneki_ground_diagnostics::{Applicability, Edit, Fix};
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("url-double-slash"),
        severities: &[Severity::Warning],
        summary: "A URL has two slashes in a row.",
        what: "Finds doubled slashes in the path of a URL.",
        why: "Servers differ in whether a doubled slash is one; object stores take it literally and find nothing.",
        example: "address:
  http: http://mirror.example.org//os/",
        fix: "Write one slash. `--fix --unsafe-fixes` does it.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    for declared in file.urls.iter().filter(|declared| declared.url.is_some()) {
        let span = declared.node.span;
        let doubled = declared.written().split_once("://").is_some_and(|(_, rest)| rest.contains("//"));
        if doubled {
            let message = format!("{}: the path has two slashes in a row", declared.at);
            let diagnostic = findings.warn(&file.path, span, message, "write one slash");
            let source = file.text.get(span.start..span.end);
            diagnostic.fix = source.and_then(|source| fix(span.start, source));
        }
    }
}

/// The fix that removes every slash after another one, except those after the scheme.
fn fix(start: usize, source: &str) -> Option<Fix> {
    let path = source.find("://")? + "://".len();
    let bytes = source.as_bytes();
    let repeated = |&at: &usize| bytes.get(at) == Some(&b'/') && bytes.get(at - 1) == Some(&b'/');
    let edits = (path + 1..source.len()).filter(repeated).map(|at| Edit {
        start: start + at,
        end: start + at + 1,
        text: String::new(),
    });
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then_some(Fix { applicability: Applicability::Unsafe, edits })
}
