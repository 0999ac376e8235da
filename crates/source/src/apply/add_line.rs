use super::Finding;
use super::file::{read_spec, write};
use crate::config::{AddLine, Location};
use crate::spec::{PREAMBLE, Section, sections};
use crate::tree::Tree;

/// Carries out an entry of `add_line`.
pub(super) fn apply(entry: &AddLine, tree: &mut Tree<'_>, findings: &mut Vec<Finding>) {
    let span = entry.target.span;
    let (file, body) = match read_spec(tree, span) {
        Ok(spec) => spec,
        Err(miss) => return findings.push(miss),
    };
    let sections = sections(&body.text);
    let Some((top, bottom)) = bounds(entry, &sections, body.text.len()) else {
        return findings.push(miss(entry, &sections, &file));
    };
    let at = match entry.location {
        Location::Top => top,
        Location::Bottom => bottom,
    };
    let (before, after) = body.text.split_at(at);
    let separator = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let content = entry.content.value.strip_suffix('\n').unwrap_or(&entry.content.value);
    write(tree, &file, &body, &format!("{before}{separator}{content}\n\n{after}"));
}

/// Where the section begins below its line, and where the next one begins.
fn bounds(entry: &AddLine, sections: &[Section<'_>], end: usize) -> Option<(usize, usize)> {
    let owner = entry.subpackage.as_ref().map(|subpackage| subpackage.value.as_str());
    let is_owner = |section: &Section<'_>| section.owner == owner.map(without_option);
    let name = match (entry.section.value.as_str(), owner) {
        (PREAMBLE, None) => {
            return Some((0, sections.first().map_or(end, |section| section.start)));
        }
        (PREAMBLE, Some(_)) => "package",
        (name, _) => name,
    };
    let found = if Section::has_no_owner(name) {
        // With a subpackage, the first one after the line that declares it.
        let from = match owner {
            None => 0,
            Some(_) => sections.iter().position(|section| section.name == "package" && is_owner(section))?,
        };
        sections[from..].iter().find(|section| section.name == name)
    } else {
        sections.iter().find(|section| section.name == name && is_owner(section))
    };
    found.map(|section| (section.body, section.end))
}

/// A subpackage without the option that may name it: `-n foo-libs` is `foo-libs`.
fn without_option(subpackage: &str) -> &str {
    subpackage
        .strip_prefix("-n")
        .filter(|rest| rest.starts_with(char::is_whitespace))
        .map_or(subpackage, str::trim)
}

fn miss(entry: &AddLine, sections: &[Section<'_>], file: &str) -> Finding {
    let name = &entry.section.value;
    let wanted = match &entry.subpackage {
        Some(subpackage) => format!("`%{name}` of `{}`", subpackage.value),
        None => format!("`%{name}`"),
    };
    let span = entry.subpackage.as_ref().map_or(entry.section.span, |subpackage| subpackage.span);
    let miss = Finding::miss("no-section", span, format!("`section`: `{file}` has no section {wanted}"));
    let looked_for = if name == PREAMBLE { "package" } else { name };
    let mut owners: Vec<String> = Vec::new();
    for section in sections.iter().filter(|section| section.name == looked_for) {
        let shown = section.owner.map_or_else(|| "the main package".to_owned(), |owner| format!("`{owner}`"));
        if !owners.contains(&shown) {
            owners.push(shown);
        }
    }
    let short = entry.subpackage.as_ref().and_then(|subpackage| {
        let owners = sections.iter().filter_map(|section| section.owner);
        owners
            .filter(|owner| subpackage.value.ends_with(&format!("-{owner}")))
            .max_by_key(|owner| owner.len())
    });
    match (short, owners.is_empty()) {
        (Some(short), _) => miss.with_help(format!("write `{short}`, as the spec does")),
        (None, false) => miss.with_help(format!("there is one of {}", owners.join(", "))),
        (None, true) => {
            let mut names: Vec<&str> = sections.iter().map(|section| section.name).collect();
            names.dedup();
            miss.with_help(format!("the spec has the sections {}", names.join(", ")))
        }
    }
}
