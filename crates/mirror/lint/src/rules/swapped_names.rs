use maneki_ground_diagnostics::{RuleCode, Severity, shown};

use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::swapped::Swap;
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("swapped-names"),
    severities: &[Severity::Warning],
    summary: "Two files have each other's names.",
    what: "Finds two files each of which declares the mirror that the name of the other one stands for, and two mirrors each of which has the other's host in its URLs.",
    why: "Whoever edits one of them changes the other mirror.",
    example: "name: b.example.org  # in a.example.org.yml, while b.example.org.yml has a.example.org",
    fix: "Do what the message says: rename both files, exchange the two names, or exchange the URLs. It depends on which two of the three agree.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    for (&place, &(partner, swap)) in &whole.swapped {
        let (Some(file), Some(other)) = (whole.mirrors.get(place), whole.mirrors.get(partner)) else {
            continue;
        };
        let (Some(name), Some(others_name)) = (&file.name, &other.name) else { continue };
        let (own, others) = (shown(name.value), shown(others_name.value));
        let (message, help) = match swap {
            Swap::Files => (
                format!("this is the mirror that {} is called after, and the other way round", other.path),
                format!("rename this file to `{own}.yml`, and {} to `{others}.yml`", other.path),
            ),
            Swap::Names => (
                format!("this file and {} declare each other's names", other.path),
                format!("write `name: {others}` here, and `name: {own}` in {}", other.path),
            ),
            Swap::Urls => (
                format!("the URLs of this mirror are those of {}, and the other way round", other.path),
                format!("exchange what stands under `address` with {}", other.path),
            ),
        };
        findings.warn(file.path, name.node.span, message, help);
    }
}
