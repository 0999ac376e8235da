use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("name-upper-case"),
    severities: &[Severity::Warning],
    summary: "A name has capitals.",
    what: "Finds names with capital letters.",
    why: "Host names have no case, but names are compared letter by letter in commands, pages and lists.",
    example: "name: Mirror.example.org",
    fix: "Write it in lower case, in the name of the file as well. `--fix --unsafe-fixes` changes the name.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let capitals = |name: &str| name.is_ascii() && name.bytes().any(|byte| byte.is_ascii_uppercase());
    let Some(name) = file.name.as_ref().filter(|name| capitals(name.value)) else { return };
    let lower = name.value.to_lowercase();
    let message = format!("`{}` has capitals", maneki_ground_diagnostics::shown(name.value));
    let diagnostic = findings.warn(
        file.path,
        name.node.span,
        message,
        format!("write `{}`", maneki_ground_diagnostics::shown(&lower)),
    );
    diagnostic.fix = name.node.rewritten(file.text, &lower).map(maneki_ground_diagnostics::Fix::unsafely);
}
