use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::RepositoryPath;

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("repository-path-slashes"),
    severities: &[Severity::Warning],
    summary: "The path of a repository has slashes too many.",
    what: "Finds paths of repositories that begin with a slash or have two in a row.",
    why: "The path is appended to the URL of a mirror and a version, which ends in a slash. Here the slashes are left out; other readers of the file send clients to doubled ones, where object stores have nothing.",
    example: "repos:
  - {name: baseos, path: /BaseOS/$basearch/os/}",
    fix: "Write it as it stands below the version: `BaseOS/$basearch/os/`.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    for repository in config.repositories() {
        let Some(node) = repository.get("path").map(|entry| &entry.node) else { continue };
        let Some(path) = node.scalar().map(|scalar| scalar.text.as_str()) else { continue };
        // What is no path at all is told by loading.
        let Ok(clean) = RepositoryPath::parse(path) else { continue };
        if clean.as_str() != path {
            let help = format!("write `{}`", maneki_ground_diagnostics::shown(clean.as_str()));
            findings.warn(config.path, node.span, "the path has slashes too many", help);
        }
    }
}
