use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::repository::Repository;

/// The code, for the finding that is made once for all repositories.
pub(crate) const CODE: &str = "signatures-not-judged";

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode(CODE),
        severities: &[Severity::Info],
        summary: "Signatures are not checked.",
        what: "Says once that the signatures of packages were not checked, because no keys are given.",
        why: "A digest shows that a package is undamaged, and not who made it.",
        example: "maneki repo verify /srv/mirror",
        fix: "Check the signatures with `rpmkeys --checksig`.",
    },
    check: Check::Loading("repo::verify::unjudged_signatures"),
};
