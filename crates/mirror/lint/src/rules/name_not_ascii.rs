use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("name-not-ascii"),
        severities: &[Severity::Warning],
        summary: "A name has letters that host names do not have.",
        what: "Finds names with letters beyond ASCII, and shows how the domain name system writes them.",
        why: "Two different names can look alike, and programs differ in whether they understand such a name.",
        example: "name: spiegel.bücher.example",
        fix: "Write the encoded form (punycode) that the message shows.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    let Some(name) = file.name().filter(|name| !name.value.is_ascii()) else { return };
    let url = url::Url::parse(&format!("http://{}/", name.value)).ok();
    let help = match url.as_ref().and_then(|url| url.host_str()) {
        Some(host) => format!("write `{host}`"),
        None => "write a host name of ASCII letters".to_owned(),
    };
    let shown = maneki_ground_diagnostics::shown(name.value);
    let diagnostic = findings.warn(
        &file.path,
        name.node.span,
        format!("`name`: `{shown}` has letters beyond ASCII"),
        help,
    );
    let fix = url.as_ref().and_then(|url| name.node.rewritten(&file.text, url.host_str()?));
    diagnostic.fix = fix.map(maneki_ground_diagnostics::Fix::unsafely);
}
