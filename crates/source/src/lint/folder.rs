use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};
use maneki_ground_lint::{Linted, Texts};

use crate::config::{Action, Config, Folder, check, read};

/// A config of a folder.
#[derive(Debug)]
pub struct ConfigFile {
    /// The path for messages.
    pub path: Arc<str>,
    /// The name in its folder.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Configs that are in one folder, with the names of the files beside them.
#[derive(Debug)]
pub struct ConfigFolder {
    /// The configs.
    pub configs: Vec<ConfigFile>,
    /// The files below `files/` and `scripts/`.
    pub beside: Folder,
    /// The names at the top of the folder, each with its path; empty if a config is checked alone.
    pub names: Vec<(String, Arc<str>)>,
}

/// Whether a file of this name is a config.
pub fn is_config_name(name: &str) -> bool {
    name.strip_prefix("config").is_some_and(|rest| rest.strip_suffix(".yaml").is_some())
}

/// Checks the configs of folders, with other texts instead of some contents.
pub fn lint(folders: &[ConfigFolder], texts: &Texts) -> Linted {
    let mut linted = Linted::default();
    for folder in folders {
        lint_folder(folder, texts, &mut linted);
    }
    linted.diagnostics.sort();
    linted
}

fn lint_folder(folder: &ConfigFolder, texts: &Texts, linted: &mut Linted) {
    let mut valid = Vec::new();
    for file in &folder.configs {
        let bytes = texts.get(&file.path).map_or(file.bytes.as_slice(), |text| text.as_bytes());
        let reading = read(&file.path, bytes);
        linted.files += 1;
        linted.texts.insert(Arc::clone(&file.path), Arc::clone(&reading.text));
        linted.diagnostics.extend(reading.diagnostics);
        if let Some(config) = reading.config {
            linted.diagnostics.extend(check(&config, &reading.text, &file.name, &folder.beside));
            valid.push(config);
        }
    }
    if folder.names.is_empty() {
        return;
    }
    linted.diagnostics.extend(branches_twice(&valid));
    linted.diagnostics.extend(ignored(&folder.names));
    if valid.len() == folder.configs.len() {
        linted.diagnostics.extend(unused(&valid, &folder.beside));
    }
}

/// Configs that write the same branch.
fn branches_twice(configs: &[Config]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<&str, &Config> = BTreeMap::new();
    let mut found = Vec::new();
    for config in configs {
        let Some(branch) = &config.parameters.target_branch else { continue };
        if let Some(first) = known.get(branch.value.as_str()) {
            let message = format!(
                "`custom_target_branch`: `{}` is the branch of `{}` already",
                branch.value, first.path
            );
            let code = RuleCode("target-branch-twice");
            found.push(Diagnostic::new(&config.path, branch.span, Severity::Error, code, message));
        } else {
            known.insert(&branch.value, config);
        }
    }
    found
}

/// Files that look like a config and are not read.
fn ignored(names: &[(String, Arc<str>)]) -> Vec<Diagnostic> {
    let looks_like = |name: &str| {
        let lower = name.to_lowercase();
        let stem = lower.strip_suffix(".yaml").or_else(|| lower.strip_suffix(".yml"));
        !is_config_name(name) && stem.is_some_and(|stem| stem.starts_with("config"))
    };
    let ignored = names.iter().filter(|(name, _)| looks_like(name));
    ignored
        .map(|(name, path)| {
            let message =
                format!("`{name}` looks like a config, but only files such as `config.yaml` are read");
            Diagnostic::new(path, Span::START, Severity::Warning, RuleCode("config-ignored"), message)
                .with_help("rename it to `config.yaml`, or to `config-….yaml` for another branch")
        })
        .collect()
}

/// Files that no config uses; without a finding if a script runs, because a script can use any file.
fn unused(configs: &[Config], folder: &Folder) -> Vec<Diagnostic> {
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut has_script = false;
    for action in configs.iter().flat_map(|config| &config.actions) {
        match action {
            Action::AddFiles(entries) => {
                used.extend(entries.iter().map(|entry| ("files", entry.name.value.as_str())));
            }
            Action::RunScript(entries) => {
                has_script = true;
                used.extend(entries.iter().map(|entry| ("scripts", entry.script.value.as_str())));
            }
            _ => {}
        }
    }
    let Some(config) = configs.first().filter(|_| !has_script) else { return Vec::new() };
    let below = |folder: &'static str, names: &Option<BTreeSet<String>>| -> Vec<(&'static str, String)> {
        names.iter().flatten().map(|name| (folder, name.clone())).collect()
    };
    let all = [below("files", &folder.files), below("scripts", &folder.scripts)].concat();
    let unused = all.into_iter().filter(|(folder, name)| !used.contains(&(*folder, name.as_str())));
    unused
        .map(|(folder, name)| {
            let message = format!("no entry uses `{folder}/{name}`");
            Diagnostic::new(&config.path, Span::START, Severity::Warning, RuleCode("file-unused"), message)
        })
        .collect()
}
