use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("host-not-public"),
    severities: &[Severity::Warning],
    summary: "A URL for the public has a host name that only a network of one's own knows.",
    what: "Finds public mirrors with a URL whose host has no point in it, or ends in `.local`, `.internal`, `.lan` or `.home.arpa`.",
    why: "No client outside can look it up.",
    example: "address:
  http: http://mirror.local/os/",
    fix: "Write the name that the public knows, or `private: true`.",
    check: Check::Mirror(check),
};

const OWN: &[&str] = &[".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp"];

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    if file.private {
        return;
    }
    for declared in &file.urls {
        let Some(url) = declared.url.as_ref().filter(|url| url.reach().is_none()) else { continue };
        let host = url.host().trim_end_matches('.');
        if !host.contains('.') || OWN.iter().any(|end| host.ends_with(end)) {
            let message = format!("the public cannot look up the host `{host}`");
            findings.warn(
                file.path,
                declared.node.span,
                message,
                "write its public name, or `private: true`",
            );
        }
    }
}
