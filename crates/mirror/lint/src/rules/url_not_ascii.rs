use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("url-not-ascii"),
        severities: &[Severity::Warning],
        summary: "A URL has letters beyond ASCII.",
        what: "Finds URLs with letters that must be encoded in requests.",
        why: "Every client would have to encode them, and clients differ in how they do it.",
        example: "address:
  http: http://mirror.example.org/größe/",
        fix: "Write the encoded URL that the message shows.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    for declared in &file.urls {
        let Some(url) = declared.url.as_ref().filter(|url| !url.as_str().is_ascii()) else { continue };
        let encoded = url::Url::parse(url.as_str()).expect("a base URL is a URL").to_string();
        let help = format!("write `{}`", encoded.chars().take(200).collect::<String>());
        let message = format!("{}: the URL has letters beyond ASCII", declared.at);
        findings.warn(&file.path, declared.node.span, message, help);
    }
}
