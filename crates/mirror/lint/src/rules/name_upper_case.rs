use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("name-upper-case"),
        severities: &[Severity::Warning],
        summary: "A name has capital letters.",
        what: "Finds names with capital letters.",
        why: "Host names have no case, but commands, pages and lists compare names letter by letter.",
        example: "name: Mirror.example.org",
        fix: "Write it in lower case, in the name of the file as well. `--fix --unsafe-fixes` changes the name.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let capitals = |name: &str| name.is_ascii() && name.bytes().any(|byte| byte.is_ascii_uppercase());
    let Some(name) = file.name().filter(|name| capitals(name.value)) else { return };
    let lower = name.value.to_lowercase();
    let message = format!("`name`: `{}` has capital letters", maneki_ground_diagnostics::shown(name.value));
    let diagnostic = findings.warn(
        &file.path,
        name.node.span,
        message,
        format!("write `{}`", maneki_ground_diagnostics::shown(&lower)),
    );
    diagnostic.fix = name.node.rewritten(&file.text, &lower).map(maneki_ground_diagnostics::Fix::unsafely);
}
