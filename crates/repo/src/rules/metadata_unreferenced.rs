use maneki_ground_diagnostics::Span;
use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use crate::repository::Repository;

pub(super) const RULE: Rule<Repository> = Rule {
    doc: RuleDoc {
        code: RuleCode("metadata-unreferenced"),
        severities: &[Severity::Warning],
        summary: "A file in `repodata` is not named by `repomd.xml`.",
        what: "Finds files in `repodata` that `repomd.xml` does not name. The signature, its key and the marker of `createrepo_c` are expected.",
        why: "Mirrors copy what no client reads. Often it is a file that was meant to be in the repository, such as `modules.yaml`.",
        example: "repodata/modules.yaml",
        fix: "Delete the file, or add it with `modifyrepo_c`.",
    },
    check: Check::World(check),
};

/// What tools put beside `repomd.xml`.
const EXPECTED: [&str; 4] = ["repomd.xml", "repomd.xml.asc", "repomd.xml.key", ".repodata"];

fn check(repository: &Repository, findings: &mut Findings<'_>) {
    let Ok(repomd) = &repository.repomd else { return };
    for name in repository.repodata.iter().filter(|name| !EXPECTED.contains(&name.as_str())) {
        let href = format!("repodata/{name}");
        if repomd.data.iter().all(|data| data.location.href != href) {
            let message = format!("`repomd.xml` does not name `{href}`");
            let help = "delete the file, or add it with `modifyrepo_c`";
            findings.warn(&repository.path_of(&href), Span::START, message, help);
        }
    }
}
