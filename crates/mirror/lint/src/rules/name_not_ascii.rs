use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("name-not-ascii"),
    severities: &[Severity::Warning],
    summary: "A name has letters that host names do not have.",
    what: "Finds names with letters beyond ASCII, and shows how they are written in the domain name system.",
    why: "Two names can look alike and differ, and programs differ on whether they understand such a name.",
    example: "name: spiegel.bücher.example",
    fix: "Write the encoded form (punycode), as the message shows it.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = file.name.as_ref().filter(|name| !name.value.is_ascii()) else { return };
    let url = url::Url::parse(&format!("http://{}/", name.value)).ok();
    let help = match url.as_ref().and_then(|url| url.host_str()) {
        Some(host) => format!("write `{host}`"),
        None => "write a host name of ASCII letters".to_owned(),
    };
    let shown = maneki_ground_diagnostics::shown(name.value);
    let diagnostic =
        findings.warn(file.path, name.node.span, format!("`{shown}` has letters beyond ASCII"), help);
    let fix = url.as_ref().and_then(|url| name.node.rewritten(file.text, url.host_str()?));
    diagnostic.fix = fix.map(maneki_ground_diagnostics::Fix::unsafely);
}
