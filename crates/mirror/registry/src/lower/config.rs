use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use maneki_ground_diagnostics::{Diagnostic, Span, shown};
use maneki_ground_yaml::{Field, Group, Node, Report, ScalarKind, compose};
use maneki_mirror_model::{Arch, BaseUrl, ModuleName, Protocol, RepositoryName, RepositoryPath, Version};

use super::{file, values};
use crate::catalog::{Catalog, Repository};
use crate::codes;
use crate::dialect::DIALECT;
use crate::keys::{ANY, CONFIG, REPOSITORY, Shape};
use crate::parsed_file::ParsedFile;

/// The catalog of `config.yml`, unless a required part cannot be used.
///
/// `empty_folder` is the folder of the mirror files if it was read and has none.
pub(crate) fn config(
    file: &ParsedFile,
    empty_folder: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Catalog> {
    let report = &mut file::report(file, diagnostics);
    let root = &file.document.root;
    format_version(root, report)?;
    let group = Field::file(root).group(&CONFIG, report)?;

    let allowed_outdate = allowed_outdate(&group, report);
    let mirrors_dir = folder(&group, empty_folder, report);
    let vault = vault(&group, report);
    let versions = versions(&group, "versions", report);
    let duplicated_versions = duplicated(&group, report);
    let modules = modules(&group, report);
    let vault_versions = self::versions(&group, "vault_versions", report);
    let required_protocols = protocols(&group, report);
    let arches = arches(&group, report);
    let repositories = repositories(&group, report);
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

/// The folder of the mirror files, which is needed before their texts can be read.
pub(crate) fn mirrors_dir(text: &str) -> Option<String> {
    let document = compose(text, &DIALECT).ok()?;
    let scalar = document.root.mapping()?.get("mirrors_dir")?.node.scalar()?;
    // A word such as `on` is the name of a folder; a number is an error.
    (scalar.is_text() && is_inside(&scalar.text)).then(|| scalar.text.clone())
}

/// Checks that the version of the format is supported; otherwise that is the only error of the file.
fn format_version(root: &Node, report: &mut Report<'_>) -> Option<()> {
    let Some(mapping) = root.mapping() else { return Some(()) };
    let entry = mapping.get("config_version");
    let number = entry.and_then(|entry| match entry.node.scalar()?.kind {
        ScalarKind::Integer(integer) => integer.value,
        _ => None,
    });
    let span = entry.map_or(Span::START, |entry| entry.node.span);
    match (entry, number) {
        (_, Some(2 | 3)) => Some(()),
        (None, _) | (_, Some(1)) => {
            let message = "`config_version` 1 is not supported";
            let help = "write `config_version: 3`, `duplicated_versions` as a map such as `\"9\": \"9.8\"`, \
                        and `arches` as a map from version to list";
            report.error_with_help(codes::CONFIG_VERSION, span, message, help);
            None
        }
        (Some(entry), _) => {
            let message = format!("`config_version` must be 2 or 3, not {}", entry.node.describe());
            report.error(codes::CONFIG_VERSION, span, &message);
            None
        }
    }
}

fn allowed_outdate(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<Duration> {
    let text = group.get("allowed_outdate")?.text(report)?;
    let duration = values::duration(text.value);
    if duration.is_none() {
        let message = format!("{}: `{}` is not a duration such as `12h`", text.at(), shown(text.value));
        report.error(codes::DURATION_INVALID, text.span(), &message);
    }
    duration
}

fn folder<'tree>(
    group: &Group<'tree, Shape>,
    empty_folder: Option<&str>,
    report: &mut Report<'_>,
) -> Option<&'tree str> {
    let text = group.get("mirrors_dir")?.text(report)?;
    if !is_inside(text.value) {
        let message = "`mirrors_dir` must name a folder inside the registry, such as `mirrors.d`";
        report.error(codes::PATH_INVALID, text.span(), message);
        return None;
    }
    if let Some(folder) = empty_folder {
        let message = format!("`mirrors_dir`: there is no mirror file in {folder}");
        let help = "put files there whose names end in `.yml` (`maneki mirror new` writes one), or name another folder";
        report.warning(codes::NO_MIRRORS, text.span(), &message, help);
    }
    Some(text.value)
}

/// Whether a path is relative and does not lead out.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && !path.starts_with('/') && path.split('/').all(|part| part != "..")
}

fn vault(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<BaseUrl> {
    let text = group.get("vault_mirror")?.text(report)?;
    let problem = match BaseUrl::parse(text.value) {
        Ok(url) if url.protocol().is_served() => return Some(url),
        Ok(_) => "the URL must be http or https".to_owned(),
        Err(error) => error.to_string(),
    };
    report.error(codes::URL_INVALID, text.span(), &format!("{}: {problem}", text.at()));
    None
}

fn versions(group: &Group<'_, Shape>, key: &str, report: &mut Report<'_>) -> Option<Vec<Version>> {
    version_list(&group.get(key)?, report)
}

fn version_list(field: &Field<'_>, report: &mut Report<'_>) -> Option<Vec<Version>> {
    let items = field.list(report)?;
    all_or_none(items.into_iter().map(|item| values::version(item, report)))
}

/// All values of a list, or none: a repository that lost one of its architectures to a typing error must not seem to
/// have them all. Every item is read, so every error is reported.
fn all_or_none<T>(values: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let values: Vec<Option<T>> = values.collect();
    values.into_iter().collect()
}

fn duplicated(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<BTreeMap<Version, Version>> {
    let field = group.get("duplicated_versions")?;
    let at = field.at.clone();
    let entries = field.group(&ANY, report)?.entries();
    let pairs = entries.into_iter().filter_map(|(entry, field)| {
        let major = values::version_key(entry, &at, report);
        let current = values::version(field, report);
        major.zip(current)
    });
    Some(pairs.collect())
}

fn modules(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<BTreeMap<ModuleName, Vec<Version>>> {
    let entries = group.get("optional_module_versions")?.group(&ANY, report)?.entries();
    let pairs = entries.into_iter().filter_map(|(entry, field)| {
        let name = ModuleName::parse(&entry.key)
            .map_err(|error| {
                report.error(codes::NAME_INVALID, entry.key_span, &format!("{}: {error}", field.at));
            })
            .ok();
        name.zip(version_list(&field, report))
    });
    Some(pairs.collect())
}

fn protocols(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<Vec<Protocol>> {
    let mut protocols = Vec::new();
    for item in group.get("required_protocols")?.list(report)? {
        let Some(text) = item.text(report) else { continue };
        let protocol = Protocol::from_scheme(text.value);
        if protocol.is_none() {
            let message = format!("{}: `{}` is not a protocol", text.at(), shown(text.value));
            let help = "write `http`, `https`, `rsync` or `ftp`";
            report.error_with_help(codes::NAME_INVALID, text.span(), &message, help);
        }
        protocols.extend(protocol);
    }
    Some(protocols)
}

fn arches(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<BTreeMap<Version, Vec<Arch>>> {
    let field = group.get("arches")?;
    let at = field.at.clone();
    let entries = field.group(&ANY, report)?.entries();
    let pairs = entries.into_iter().filter_map(|(entry, field)| {
        let version = values::version_key(entry, &at, report);
        version.zip(arch_list(&field, report))
    });
    Some(pairs.collect())
}

fn arch_list(field: &Field<'_>, report: &mut Report<'_>) -> Option<Vec<Arch>> {
    let items = field.list(report)?;
    all_or_none(items.into_iter().map(|item| arch(item, report)))
}

fn arch(field: Field<'_>, report: &mut Report<'_>) -> Option<Arch> {
    let text = field.text(report)?;
    Arch::parse(text.value)
        .map_err(|error| report.error(codes::NAME_INVALID, text.span(), &format!("{}: {error}", text.at())))
        .ok()
}

fn repositories(
    group: &Group<'_, Shape>,
    report: &mut Report<'_>,
) -> Option<BTreeMap<RepositoryName, Repository>> {
    let mut repositories = BTreeMap::new();
    for item in group.get("repos")?.list(report)? {
        let span = item.span();
        let Some((name, repository)) = repository(item, report) else { continue };
        match repositories.entry(name) {
            Entry::Vacant(place) => _ = place.insert(repository),
            Entry::Occupied(place) => {
                let message =
                    format!("`repos`: the name `{}` is repeated, and the first one counts", place.key());
                report.error(codes::DUPLICATE_NAME, span, &message);
            }
        }
    }
    Some(repositories)
}

fn repository(field: Field<'_>, report: &mut Report<'_>) -> Option<(RepositoryName, Repository)> {
    let group = field.group(&REPOSITORY, report)?;
    let name = group.get("name").and_then(|field| field.text(report));
    let path = group.get("path").and_then(|field| field.text(report));
    let arches = group.get("arches").map(|field| arch_list(&field, report));
    let versions = group.get("versions").map(|field| version_list(&field, report));
    let vault = group.boolean("vault", report);
    let (name, path) = name.zip(path)?;
    let parsed_name = RepositoryName::parse(name.value)
        .map_err(|error| report.error(codes::NAME_INVALID, name.span(), &format!("{}: {error}", name.at())))
        .ok();
    let parsed_path = RepositoryPath::parse(path.value)
        .map_err(|error| report.error(codes::PATH_INVALID, path.span(), &format!("{}: {error}", path.at())))
        .ok();
    let repository = Repository {
        path: parsed_path?,
        arches: arches.unwrap_or_else(|| Some(Vec::new()))?,
        versions: versions.unwrap_or_else(|| Some(Vec::new()))?,
        vault,
    };
    Some((parsed_name?, repository))
}
