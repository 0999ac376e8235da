use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("private-without-clients"),
    severities: &[Severity::Warning],
    summary: "A private mirror names no client that could ever get it.",
    what: "Finds `private: true` in files without `subnets`, `asn` and cloud.",
    why: "A private mirror is handed only to the networks and systems that its file names. This one is handed to nobody, on no page, and is not checked.",
    example: "private: true",
    fix: "Add the networks in `subnets` or the system in `asn`. If the mirror is of no use to others, remove the file.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(private) = file.root.get("private").filter(|_| file.private) else { return };
    // What stands there and is wrong is told there; an empty list names nobody.
    let wrong = |key: &str| {
        let node = file.root.get(key).map(|entry| &entry.node);
        node.is_some_and(|node| node.items().is_none_or(|items| !items.is_empty()))
    };
    let has_clients = wrong("subnets")
        || wrong("asn")
        || file.has_subnets
        || !file.asns.is_empty()
        || file.root.get("cloud_type").is_some();
    if !has_clients {
        let message = "no client can ever get this private mirror";
        let help = "add `subnets` or `asn`: it is handed only to the networks and systems that it names";
        findings.warn(file.path, private.key_span, message, help);
    }
}
