use std::collections::BTreeMap;

use ipnet::IpNet;
use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("monopoly-conflict"),
    severities: &[Severity::Warning],
    summary: "Two mirrors claim to be the only answer to one network.",
    what: "Finds networks that two files with `monopoly: true` list.",
    why: "Only one of them can be the whole answer. Which one is left to the shuffle, and it changes.",
    example: "monopoly: true
subnets: [192.0.2.0/24]  # and the same in another file",
    fix: "Let one of them have the network, or narrower parts of it each.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    let mut claimed: BTreeMap<IpNet, usize> = BTreeMap::new();
    for (place, file) in whole.mirrors.iter().enumerate().filter(|(_, file)| file.monopoly.is_some()) {
        for &(network, node) in &file.networks {
            let first = *claimed.entry(network).or_insert(place);
            if let Some(other) = whole.mirrors.get(first).filter(|_| first != place) {
                let message = format!("{} claims {network} for itself alone as well", other.path);
                findings.warn(file.path, node.span, message, "let one of the two have it");
            }
        }
    }
}
