use jiff::civil::Date;

use super::file::{read_spec, write};
use super::{Finding, Settings};
use crate::config::{ChangelogEntry, Parameters};
use crate::spec::{Evr, EvrError, Macros, evr, is_changelog};
use crate::text::wrap_item;
use crate::tree::Tree;

/// Carries out the entries of one `changelog_entry`, and returns the version that their headers carry.
pub(super) fn apply(
    entries: &[ChangelogEntry],
    parameters: &Parameters,
    settings: &Settings<'_>,
    tree: &mut Tree<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Evr> {
    let span = entries.first()?.span;
    let (file, body) = match read_spec(tree, span) {
        Ok(spec) => spec,
        Err(miss) => {
            findings.push(miss);
            return None;
        }
    };
    if is_automatic(&body.text) {
        return None;
    }
    if !body.text.lines().any(is_changelog) {
        let message = format!("`{file}` has no `%changelog`, so no entry is added");
        findings.push(Finding::warning("changelog-nowhere", span, message));
        return None;
    }
    let el = parameters.el.as_deref().unwrap_or(settings.el);
    let version = match evr(&body.text, Macros::new(el), parameters.raw_version, parameters.raw_release) {
        Err(EvrError::Unknown(expression)) => settings
            .rpmspec
            .ask(tree, &file, el)
            .map_err(|why| format!("only rpm can tell what `{expression}` in `{file}` is, and {why}")),
        Err(error) => Err(format!("`{file}`: {error}")),
        Ok(version) => Ok(version),
    };
    let version = match version {
        Ok(version) => version,
        Err(message) => {
            let help =
                "set `ignore_version_macros` or `ignore_release_macros` in `parameters`, or install rpmspec";
            findings.push(Finding::miss("evr-unknown", span, message).with_help(help));
            return None;
        }
    };
    let text: String = entries.iter().map(|entry| entry_text(entry, settings.date, &version)).collect();
    let mut new = String::with_capacity(body.text.len() + text.len());
    for line in body.text.split_inclusive('\n') {
        new.push_str(line);
        if is_changelog(line) {
            if !line.ends_with('\n') {
                new.push('\n');
            }
            new.push_str(&text);
        }
    }
    write(tree, &file, &body, &new);
    Some(version)
}

/// Whether the changelog of a spec is made from git.
pub(crate) fn is_automatic(text: &str) -> bool {
    text.lines().any(|line| line == "%autochangelog")
}

fn entry_text(entry: &ChangelogEntry, date: Date, version: &Evr) -> String {
    let (name, email) = (&entry.name.value, &entry.email.value);
    let day = date.strftime("%a %b %d %Y");
    let mut text = format!("* {day} {name} <{email}> - {version}\n");
    for line in entry.line.iter().flat_map(|item| wrap_item(&item.value)) {
        text.push_str(&line);
        text.push('\n');
    }
    text.push('\n');
    text
}
