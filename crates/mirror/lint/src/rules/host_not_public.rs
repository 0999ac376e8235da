use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("host-not-public"),
        severities: &[Severity::Warning],
        summary: "The host of a public URL is known only in a private network.",
        what: "Finds public mirrors with a URL whose host has no dot, or ends in `.local`, `.internal`, `.lan` or `.home.arpa`.",
        why: "Clients outside the network cannot resolve it.",
        example: "address:
  http: http://mirror.local/os/",
        fix: "Write the public name, or `private: true`.",
    },
    check: Check::World(check),
};

const OWN: &[&str] = &[".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp"];

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    if file.private {
        return;
    }
    for declared in &file.urls {
        let Some(url) = declared.url.as_ref().filter(|url| url.reach().is_none()) else { continue };
        let host = url.host().trim_end_matches('.');
        if !host.contains('.') || OWN.iter().any(|end| host.ends_with(end)) {
            let message = format!("{}: clients on the internet cannot resolve `{host}`", declared.at);
            findings.warn(
                &file.path,
                declared.node.span,
                message,
                "write its public name, or `private: true`",
            );
        }
    }
}
