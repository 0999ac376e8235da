use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("asn-reserved"),
    severities: &[Severity::Warning, Severity::Info],
    summary: "An autonomous system number is one that nobody is assigned.",
    what: "Finds numbers for private use (64512 to 65534, 4200000000 to 4294967294), for documentation (64496 to 64511, 65536 to 65551) and reserved ones (23456, 65535, 65552 to 131071, 4294967295).",
    why: "Address databases do not know such systems, so no client is ever found in them. Numbers for documentation are advice only: they stand in examples on purpose.",
    example: "asn: 64512",
    fix: "Write the number that the public internet knows the network by; for a network without one use `subnets`.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    for &(number, span) in &file.asns {
        let help = "no client is found in it; write the number that the public internet knows";
        match number {
            64512..=65534 | 4_200_000_000..=4_294_967_294 => {
                findings.warn(file.path, span, format!("AS{number} is for private use"), help);
            }
            23456 | 65535 | 65552..=131_071 | u32::MAX => {
                findings.warn(file.path, span, format!("AS{number} is reserved"), help);
            }
            64496..=64511 | 65536..=65551 => {
                findings.advise(file.path, span, format!("AS{number} is for documentation"), help);
            }
            _ => {}
        }
    }
}
