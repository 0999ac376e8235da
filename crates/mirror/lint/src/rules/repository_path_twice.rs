use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_ground_yaml::{Mapping, ScalarKind};
use maneki_mirror_model::RepositoryPath;

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("repository-path-twice"),
        severities: &[Severity::Warning],
        summary: "Two repositories have the same path.",
        what: "Finds repositories of a version and an architecture with the path of an earlier one. Several names may have the same path if their versions differ, because names change from one major version to the next.",
        why: "Usually one was copied from the other and the path was forgotten. Clients that request the second repository get the first.",
        example: "repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
  - {name: appstream, path: BaseOS/$basearch/os/}",
        fix: "Write the path of the second repository, or remove it.",
    },
    check: Check::World(check),
};

/// The first repositories at a path, by their places in the file.
#[derive(Default)]
struct Known<'a> {
    /// One that has every version.
    everywhere: Option<usize>,
    /// One for each version.
    by_version: BTreeMap<&'a str, usize>,
}

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let repositories: Vec<&Mapping> = config.repositories().collect();
    let arches =
        |repository| ConfigFile::list(repository, "arches").into_iter().map(|(arch, _)| arch).collect();
    let arches: Vec<BTreeSet<&str>> = repositories.iter().copied().map(arches).collect();
    // A repository without a list has all architectures.
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
        let is_vault = is_vault.is_some_and(|scalar| scalar.kind == ScalarKind::Boolean(true));
        let path = path.as_str().trim_end_matches('/').to_owned();
        let known = at_path.entry((path, is_vault)).or_default();
        let versions = ConfigFile::list(repository, "versions");
        let of_a_version = || versions.iter().find_map(|(version, _)| known.by_version.get(version));
        let of_any = || known.by_version.values().next().filter(|_| versions.is_empty());
        let first = known.everywhere.as_ref().or_else(of_a_version).or_else(of_any).copied();
        if let Some(first) = first.filter(|&first| share_an_arch(first, place)) {
            let name = repositories.get(first).and_then(|first| first.get("name")?.node.scalar());
            let name = shown(name.map_or("", |name| &name.text));
            let message = format!("`repos.path`: the repository `{name}` already has this path");
            findings.warn(
                &config.path,
                node.span,
                message,
                "write the path of this repository, or remove one of them",
            );
            continue;
        }
        if versions.is_empty() {
            known.everywhere = Some(place);
        }
        for (version, _) in versions {
            known.by_version.entry(version).or_insert(place);
        }
    }
}
