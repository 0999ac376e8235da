//! `add_files`: the file is copied, declared, and if it is a patch, applied.

mod declare;
mod patch;

use super::file::{find_spec, read, write};
use super::{Finding, Settings};
use crate::config::{AddFile, FileKind, Number, Parameters};
use crate::tree::{FILE_MODE, Resolved, Tree};
use declare::{Declared, declare};

/// What a run knows beside the trees.
pub(super) struct Context<'a> {
    pub(super) parameters: &'a Parameters,
    pub(super) settings: &'a Settings<'a>,
}

/// Carries out an entry of `add_files`.
pub(super) fn apply(
    entry: &AddFile,
    context: &Context<'_>,
    config: &Tree<'_>,
    tree: &mut Tree<'_>,
    findings: &mut Vec<Finding>,
) {
    let copied = copy(entry, config, tree);
    let declared = if entry.modify_spec { add_to_spec(entry, context, tree, findings) } else { Ok(()) };
    findings.extend([copied, declared].into_iter().filter_map(Result::err));
}

/// Copies the file from `files/` into the package.
fn copy(entry: &AddFile, config: &Tree<'_>, tree: &mut Tree<'_>) -> Result<(), Finding> {
    let (name, span) = (&entry.name.value, entry.name.span);
    let source = format!("files/{name}");
    let file = match config.resolve(&source) {
        Resolved::File(file) => file,
        Resolved::Outside => {
            let message = format!("`{source}` is a link that leads outside of the config folder");
            return Err(Finding::miss("path-outside", span, message));
        }
        Resolved::Folder | Resolved::Nothing => {
            let message = format!("`name`: there is no file `{source}` beside the config");
            return Err(Finding::miss("file-missing", span, message));
        }
    };
    let folders = name.match_indices('/').map(|(at, _)| &name[..at]);
    let folders: Vec<String> = if tree.has_folder("SPECS") {
        folders.map(|folder| format!("SOURCES/{folder}")).chain(["SOURCES".to_owned()]).collect()
    } else {
        folders.map(str::to_owned).collect()
    };
    if let Some(link) = folders.iter().find(|folder| tree.entry(folder).is_some()) {
        let message = format!("`name`: `{link}` of the package is not a folder");
        return Err(Finding::miss("path-outside", span, message));
    }
    let path = if tree.has_folder("SPECS") { format!("SOURCES/{name}") } else { name.clone() };
    if tree.entry(&path).is_some() {
        let message = format!("`name`: the package has a file `{path}` already");
        return Err(Finding::miss("file-there", span, message)
            .with_help("remove the entry if upstream has the file now, or choose another name"));
    }
    let bytes = config.read(&file).map_err(|error| Finding::miss("unreadable", span, error.to_string()))?;
    let mode = config.entry(&file).and_then(crate::tree::Entry::mode).unwrap_or(FILE_MODE);
    tree.write(&path, bytes, mode);
    Ok(())
}

/// Declares the file, and applies it if it is a patch.
fn add_to_spec(
    entry: &AddFile,
    context: &Context<'_>,
    tree: &mut Tree<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(), Finding> {
    let span = entry.name.span;
    let list = (entry.kind == FileKind::Patch).then(|| patch_list(tree)).flatten();
    let in_spec = list.is_none();
    let file = match list {
        Some(list) => list,
        None => find_spec(tree, span)?,
    };
    let body = read(tree, &file, span)?;
    let with_marker = entry.insert_marker.unwrap_or(context.parameters.insert_marker);
    let brand = with_marker.then_some(context.settings.brand);
    let Declared { mut text, number, in_conditional } = declare(entry, &body.text, &file, in_spec, brand)?;
    if number.is_none() && matches!(entry.number.value, Number::Given(_)) {
        let message =
            format!("`number`: the declarations of `{file}` have no numbers, so this one has none either");
        findings.push(Finding::warning("number-ignored", entry.number.span, message));
    }
    if in_spec && entry.kind == FileKind::Patch {
        let job = patch::Job { entry, package: context.settings.package, brand, number, in_conditional };
        text = patch::apply(&job, &text, &file, findings)?;
    }
    write(tree, &file, &body, &text);
    Ok(())
}

/// The first `*.patches` file of a package.
fn patch_list(tree: &Tree<'_>) -> Option<String> {
    tree.matching("*.patches").files.into_iter().next().map(|hit| hit.file)
}

/// Whether a text has the comment that marks what was added: `# BRAND Patch`, of which the reference lets the last
/// letter repeat or miss.
pub(super) fn has_marker(text: &str, marker: &str) -> bool {
    let marker = marker.to_lowercase();
    let mut stem = marker.chars();
    let last = stem.next_back();
    text.lines().any(|line| {
        let line = line.to_lowercase();
        line.strip_prefix(stem.as_str()).is_some_and(|rest| rest.chars().all(|c| Some(c) == last))
    })
}
