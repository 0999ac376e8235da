use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_mirror_model::RepositoryPath;
use maneki_mirror_registry::document::{Mapping, ScalarKind};

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("repository-path-twice"),
    severities: &[Severity::Warning],
    summary: "Two repositories lie at one path.",
    what: "Finds repositories of a version and an architecture that have the path of an earlier one. One path for several names is fine where their versions differ, as names change from one major version to the next.",
    why: "Mostly one was copied from the other and the path forgotten. Clients that ask for the second one get the first.",
    example: "repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
  - {name: appstream, path: BaseOS/$basearch/os/}",
    fix: "Write where the second one lies, or remove it.",
    check: Check::Config(check),
};

/// The first repositories at a path, by their places in the file.
#[derive(Default)]
struct Known<'a> {
    /// One that has every version.
    whole: Option<usize>,
    /// One for each version.
    by_version: BTreeMap<&'a str, usize>,
}

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let repositories: Vec<&Mapping> = config.repositories().collect();
    let arches =
        |repository| ConfigFile::list(repository, "arches").into_iter().map(|(arch, _)| arch).collect();
    let arches: Vec<BTreeSet<&str>> = repositories.iter().copied().map(arches).collect();
    // Without a list it is every one.
    let share_an_arch = |a: usize, b: usize| {
        let (Some(a), Some(b)) = (arches.get(a), arches.get(b)) else { return false };
        a.is_empty() || b.is_empty() || !a.is_disjoint(b)
    };
    let mut at_path: BTreeMap<(String, bool), Known<'_>> = BTreeMap::new();
    for (place, &repository) in repositories.iter().enumerate() {
        let Some(node) = repository.get("path").map(|entry| &entry.node) else { continue };
        let Some(Ok(path)) = node.scalar().map(|scalar| RepositoryPath::parse(&scalar.text)) else {
            continue;
        };
        let is_vault = repository.get("vault").and_then(|entry| entry.node.scalar());
        let is_vault = is_vault.is_some_and(|scalar| scalar.kind() == ScalarKind::Boolean(true));
        let path = path.as_str().trim_end_matches('/').to_owned();
        let known = at_path.entry((path, is_vault)).or_default();
        let versions = ConfigFile::list(repository, "versions");
        let of_a_version = || versions.iter().find_map(|(version, _)| known.by_version.get(version));
        let of_any = || known.by_version.values().next().filter(|_| versions.is_empty());
        let first = known.whole.as_ref().or_else(of_a_version).or_else(of_any).copied();
        if let Some(first) = first.filter(|&first| share_an_arch(first, place)) {
            let name = repositories.get(first).and_then(|first| first.get("name")?.node.scalar());
            let name = shown(name.map_or("", |name| &name.text));
            let message = format!("the repository `{name}` lies at this path already");
            findings.warn(
                config.path,
                node.span,
                message,
                "write where this one lies, or remove one of them",
            );
            continue;
        }
        if versions.is_empty() {
            known.whole = Some(place);
        }
        for (version, _) in versions {
            known.by_version.entry(version).or_insert(place);
        }
    }
}
