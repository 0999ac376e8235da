use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use maneki_ground_diagnostics::{Diagnostic, Span, shown};
use maneki_mirror_model::{Arch, BaseUrl, ModuleName, Protocol, RepositoryName, RepositoryPath, Version};

use super::group::{Group, list, text};
use super::report::Report;
use super::values;
use crate::catalog::{Catalog, Repository};
use crate::codes;
use crate::document::{Node, ScalarKind, Value, compose};
use crate::keys::{ANY, CONFIG, REPOSITORY};
use crate::source::SourceFile;

/// What the distribution has, unless `config.yml` lacks what nothing works without.
///
/// `empty_folder` is the folder of the mirror files, if it was read and there are none in it.
pub(crate) fn config(
    file: &SourceFile,
    empty_folder: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Catalog> {
    let (node, mut report) = Report::on(file, diagnostics);
    let (node, report) = (node?, &mut report);
    format_version(&node, report)?;
    let group = Group::open(&node, "the file", &CONFIG, report)?;

    let allowed_outdate = allowed_outdate(&group, report);
    let mirrors_dir = group.get("mirrors_dir").and_then(|node| folder(node, empty_folder, report));
    let vault = group.get("vault_mirror").and_then(|node| vault(node, report));
    let versions = versions(&group, "versions", report);
    let duplicated_versions = group.get("duplicated_versions").and_then(|node| duplicated(node, report));
    let modules = group.get("optional_module_versions").and_then(|node| modules(node, report));
    let vault_versions = self::versions(&group, "vault_versions", report);
    let required_protocols = protocols(&group, report);
    let arches = group.get("arches").and_then(|node| arches(node, report));
    let repositories = group.get("repos").and_then(|node| repositories(node, report));
    Some(Catalog {
        allowed_outdate: allowed_outdate?,
        mirrors_dir: mirrors_dir?.into(),
        versions: versions?,
        duplicated_versions: duplicated_versions?,
        modules: modules.unwrap_or_default(),
        vault_versions: vault_versions?,
        vault: vault?,
        required_protocols: required_protocols?,
        arches: arches?,
        repositories: repositories?,
    })
}

/// The folder of the mirror files, which is needed before anything else can be read.
pub(crate) fn mirrors_dir(text: &str) -> Option<String> {
    let node = compose(text).ok()?;
    let Value::Mapping(mapping) = &node.value else { return None };
    let Value::Scalar(scalar) = &mapping.get("mirrors_dir")?.node.value else { return None };
    // A word such as `on` is the name of a folder; a number is an error already.
    (scalar.is_text() && is_inside(&scalar.text)).then(|| scalar.text.clone())
}

/// Whether the file's own `config_version` is one that is read; otherwise that is the only error.
fn format_version(node: &Node, report: &mut Report<'_>) -> Option<()> {
    let Value::Mapping(mapping) = &node.value else { return Some(()) };
    let entry = mapping.get("config_version");
    let number = entry.and_then(|entry| match &entry.node.value {
        Value::Scalar(scalar) => match scalar.kind() {
            ScalarKind::Integer(integer) => integer.value,
            _ => None,
        },
        _ => None,
    });
    let span = entry.map_or(Span::START, |entry| entry.node.span);
    match (entry, number) {
        (_, Some(2 | 3)) => Some(()),
        (None, _) | (_, Some(1)) => {
            let message = "this is a service config of version 1, which is no longer read";
            let help = "write `config_version: 3`, `duplicated_versions` as a map such as `\"9\": \"9.8\"`, \
                        and `arches` as a map from version to list";
            report.error_with_help(codes::CONFIG_VERSION, span, message, help);
            None
        }
        (Some(entry), _) => {
            let message = format!("`config_version` is {}, and 2 and 3 are read", entry.node.describe());
            report.error(codes::CONFIG_VERSION, span, &message);
            None
        }
    }
}

fn allowed_outdate(group: &Group<'_>, report: &mut Report<'_>) -> Option<Duration> {
    let text = group.text("allowed_outdate", report)?;
    let duration = values::duration(text.value);
    if duration.is_none() {
        let shown = shown(text.value);
        let message = format!("`{shown}` is no duration such as `12h`");
        report.error(codes::DURATION_INVALID, text.span, &message);
    }
    duration
}

fn folder<'tree>(
    node: &'tree Node,
    empty_folder: Option<&str>,
    report: &mut Report<'_>,
) -> Option<&'tree str> {
    let text = text(node, "`mirrors_dir`", report)?;
    if is_inside(text.value) {
        if let Some(folder) = empty_folder {
            let message = format!("there is no mirror in {folder}: no file in it ends in `.yml`");
            let help =
                "put mirror files there (`maneki mirror new` writes one), or name the folder that has them";
            report.warning(codes::NO_MIRRORS, text.span, &message, help);
        }
        return Some(text.value);
    }
    let message = "`mirrors_dir` must name a folder inside the registry, such as `mirrors.d`";
    report.error(codes::PATH_INVALID, text.span, message);
    None
}

/// A relative path that does not lead out.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && !path.starts_with('/') && path.split('/').all(|part| part != "..")
}

fn vault(node: &Node, report: &mut Report<'_>) -> Option<BaseUrl> {
    let text = text(node, "`vault_mirror`", report)?;
    let handed_out = |url: &BaseUrl| matches!(url.protocol(), Protocol::Http | Protocol::Https);
    let problem = match BaseUrl::parse(text.value) {
        Ok(url) if handed_out(&url) => return Some(url),
        Ok(_) => "only http and https URLs can be handed out".to_owned(),
        Err(error) => error.to_string(),
    };
    report.error(codes::URL_INVALID, text.span, &format!("`vault_mirror`: {problem}"));
    None
}

fn versions(group: &Group<'_>, key: &str, report: &mut Report<'_>) -> Option<Vec<Version>> {
    let node = group.get(key)?;
    version_list(node, &format!("`{key}`"), report)
}

fn version_list(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Vec<Version>> {
    let items = list(node, what, report)?;
    let item_of = format!("an item of {what}");
    whole(items.iter().map(|item| values::version(item, &item_of, report)))
}

/// All values of a list, or none: a repository that lost one of its architectures to a typing error must
/// not seem to have them all. Every item is looked at, so that every error is told.
fn whole<T>(values: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let values: Vec<Option<T>> = values.collect();
    values.into_iter().collect()
}

fn duplicated(node: &Node, report: &mut Report<'_>) -> Option<BTreeMap<Version, Version>> {
    let group = Group::open(node, "`duplicated_versions`", &ANY, report)?;
    let pairs = group.entries().filter_map(|entry| {
        let major = values::version_key(entry, report);
        let current = values::version(&entry.node, &format!("the value of `{}`", entry.key), report);
        major.zip(current)
    });
    Some(pairs.collect())
}

fn modules(node: &Node, report: &mut Report<'_>) -> Option<BTreeMap<ModuleName, Vec<Version>>> {
    let group = Group::open(node, "`optional_module_versions`", &ANY, report)?;
    let pairs = group.entries().filter_map(|entry| {
        let name = ModuleName::parse(&entry.key)
            .map_err(|error| report.error(codes::NAME_INVALID, entry.key_span, &error.to_string()))
            .ok();
        name.zip(version_list(&entry.node, &format!("the module `{}`", entry.key), report))
    });
    Some(pairs.collect())
}

fn protocols(group: &Group<'_>, report: &mut Report<'_>) -> Option<Vec<Protocol>> {
    let node = group.get("required_protocols")?;
    let mut protocols = Vec::new();
    for item in list(node, "`required_protocols`", report)? {
        let Some(text) = text(item, "a protocol", report) else { continue };
        match Protocol::from_scheme(text.value) {
            Some(protocol) => protocols.push(protocol),
            None => report.error(codes::NAME_INVALID, text.span, "write `http`, `https`, `rsync` or `ftp`"),
        }
    }
    Some(protocols)
}

fn arches(node: &Node, report: &mut Report<'_>) -> Option<BTreeMap<Version, Vec<Arch>>> {
    let group = Group::open(node, "`arches`", &ANY, report)?;
    let pairs = group.entries().filter_map(|entry| {
        let version = values::version_key(entry, report);
        version.zip(arch_list(&entry.node, &format!("the architectures of `{}`", entry.key), report))
    });
    Some(pairs.collect())
}

fn arch_list(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Vec<Arch>> {
    let items = list(node, what, report)?;
    let arch = |item: &Node| {
        let text = text(item, "an architecture", report)?;
        Arch::parse(text.value)
            .map_err(|error| report.error(codes::NAME_INVALID, text.span, &error.to_string()))
            .ok()
    };
    whole(items.iter().map(arch))
}

fn repositories(node: &Node, report: &mut Report<'_>) -> Option<BTreeMap<RepositoryName, Repository>> {
    let mut repositories = BTreeMap::new();
    for item in list(node, "`repos`", report)? {
        let Some((name, repository)) = repository(item, report) else { continue };
        match repositories.entry(name) {
            Entry::Vacant(place) => _ = place.insert(repository),
            Entry::Occupied(place) => {
                let message = format!("another repository is called `{}`, and the first counts", place.key());
                report.error(codes::DUPLICATE_NAME, item.span, &message);
            }
        }
    }
    Some(repositories)
}

fn repository(node: &Node, report: &mut Report<'_>) -> Option<(RepositoryName, Repository)> {
    let group = Group::open(node, "a repository", &REPOSITORY, report)?;
    let name = group.text("name", report);
    let path = group.text("path", report);
    let arches = group.get("arches").map(|node| arch_list(node, "`arches`", report));
    let versions = group.get("versions").map(|node| version_list(node, "`versions`", report));
    let vault = group.boolean("vault", report);
    let (name, path) = name.zip(path)?;
    let invalid = |report: &mut Report<'_>, code, span, error: &dyn std::error::Error| {
        report.error(code, span, &error.to_string());
    };
    let parsed_name = RepositoryName::parse(name.value)
        .map_err(|error| invalid(report, codes::NAME_INVALID, name.span, &error))
        .ok();
    let parsed_path = RepositoryPath::parse(path.value)
        .map_err(|error| invalid(report, codes::PATH_INVALID, path.span, &error))
        .ok();
    let repository = Repository {
        path: parsed_path?,
        arches: arches.unwrap_or_else(|| Some(Vec::new()))?,
        versions: versions.unwrap_or_else(|| Some(Vec::new()))?,
        vault,
    };
    Some((parsed_name?, repository))
}
