use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("asn-reserved"),
        severities: &[Severity::Warning, Severity::Info],
        summary: "An autonomous system number is not assigned to any network.",
        what: "Finds numbers for private use (64512 to 65534, 4200000000 to 4294967294), for documentation (64496 to 64511, 65536 to 65551) and reserved numbers (23456, 65535, 65552 to 131071, 4294967295).",
        why: "Address databases do not contain such systems, so no client is ever in them. Numbers for documentation are only advice, because examples use them on purpose.",
        example: "asn: 64512",
        fix: "Write the number that the network has on the public internet; for a network without one use `subnets`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, findings);
    }
}

fn check_file(file: &MirrorFile, findings: &mut Findings<'_>) {
    for &(number, span) in &file.asns {
        let help = "no client is in it: write the number that the network has on the public internet";
        match number {
            64512..=65534 | 4_200_000_000..=4_294_967_294 => {
                findings.warn(&file.path, span, format!("`asn`: AS{number} is for private use"), help);
            }
            23456 | 65535 | 65552..=131_071 | u32::MAX => {
                findings.warn(&file.path, span, format!("`asn`: AS{number} is reserved"), help);
            }
            64496..=64511 | 65536..=65551 => {
                findings.advise(&file.path, span, format!("`asn`: AS{number} is for documentation"), help);
            }
            _ => {}
        }
    }
}
