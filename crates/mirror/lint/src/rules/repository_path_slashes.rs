use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::RepositoryPath;

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("repository-path-slashes"),
        severities: &[Severity::Warning],
        summary: "The path of a repository has too many slashes.",
        what: "Finds paths of repositories that begin with a slash or have two in a row.",
        why: "The path is appended to the URL of a mirror and a version, which ends in a slash. Maneki removes the extra slashes; other programs send clients to doubled ones, where object stores have nothing.",
        example: "repos:
  - {name: baseos, path: /BaseOS/$basearch/os/}",
        fix: "Write the path below the version: `BaseOS/$basearch/os/`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    for repository in config.repositories() {
        let Some(node) = repository.get("path").map(|entry| &entry.node) else { continue };
        let Some(path) = node.scalar().map(|scalar| scalar.text.as_str()) else { continue };
        // Loading reports a text that is not a path.
        let Ok(clean) = RepositoryPath::parse(path) else { continue };
        if clean.as_str() != path {
            let help = format!("write `{}`", maneki_ground_diagnostics::shown(clean.as_str()));
            findings.warn(&config.path, node.span, "`repos.path` has too many slashes", help);
        }
    }
}
