use maneki_ground_diagnostics::Span;

use super::Finding;
use super::file::read_spec;
use super::release::AUTORELEASE_END;
use crate::config::{Action, ChangelogEntry, Config};
use crate::spec::is_changelog;
use crate::text::wrap_item;
use crate::tree::Tree;

/// Why a package looks as if the config had been applied to it before.
pub fn already_applied(config: &Config, tree: &Tree<'_>) -> Option<Finding> {
    let (file, body) = read_spec(tree, Span::START).ok()?;
    let (span, why) = by_release(config, &body.text).or_else(|| by_changelog(config, &body.text))?;
    let message = format!("the config is applied to this package already: {why} of `{file}`");
    Some(Finding::miss("already-applied", span, message).with_help("start from the import, or use `--again`"))
}

fn by_release(config: &Config, text: &str) -> Option<(Span, String)> {
    let span = config.suffixes().next()?.suffix.span;
    let suffixes: String = config.suffixes().map(|entry| entry.suffix.value.as_str()).collect();
    let is_release = |line: &&str| line.starts_with("Release:") || line.contains(AUTORELEASE_END);
    let found = text.lines().filter(is_release).any(|line| line.trim_end().ends_with(&suffixes));
    found.then(|| (span, format!("`{suffixes}` ends the release")))
}

fn by_changelog(config: &Config, text: &str) -> Option<(Span, String)> {
    let entry = newest_entry(config)?;
    let mut lines = text.lines().skip_while(|line| !is_changelog(line)).skip(1);
    let header = lines.by_ref().find(|line| !line.trim().is_empty())?;
    let author = format!("{} <{}>", entry.name.value, entry.email.value);
    let wanted: Vec<String> = entry.line.iter().flat_map(|item| wrap_item(&item.value)).collect();
    let written: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    (header.contains(&author) && wanted == written)
        .then(|| (entry.span, "its entry is the newest in the changelog".to_owned()))
}

/// The entry that a run puts at the top of the changelog.
fn newest_entry(config: &Config) -> Option<&ChangelogEntry> {
    config.actions.iter().rev().find_map(|action| match action {
        Action::Changelog(entries) => entries.first(),
        _ => None,
    })
}
