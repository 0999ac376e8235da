use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("url-not-ascii"),
    severities: &[Severity::Warning],
    summary: "A URL has letters beyond ASCII.",
    what: "Finds URLs with letters that must be encoded before they are sent.",
    why: "Every client would have to encode them, and not all do so alike.",
    example: "address:
  http: http://mirror.example.org/größe/",
    fix: "Write the encoded URL, as the message shows it.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for declared in &file.urls {
        let Some(url) = declared.url.as_ref().filter(|url| !url.as_str().is_ascii()) else { continue };
        let encoded = url::Url::parse(url.as_str()).map(String::from).unwrap_or_default();
        let help = format!("write `{}`", encoded.chars().take(200).collect::<String>());
        findings.warn(file.path, declared.node.span, "the URL has letters beyond ASCII", help);
    }
}
