//! What is checked when every action is done.

use super::Finding;
use super::file::find_spec;
use crate::config::{Action, AddFile, Config, FileKind};
use crate::spec::{Declaration, declarations, declarations_end};
use crate::text::Body;
use crate::text::lines::line_number;
use crate::tree::Tree;

/// Added files whose number is declared twice, outside of alternative branches.
pub(super) fn numbers_twice(config: &Config, tree: &Tree<'_>) -> Vec<Finding> {
    let entries = config.actions.iter().filter_map(|action| match action {
        Action::AddFiles(entries) => Some(entries),
        _ => None,
    });
    let added: Vec<&AddFile> = entries.flatten().filter(|entry| entry.modify_spec).collect();
    let Some(first) = added.first() else { return Vec::new() };
    let Ok(spec) = find_spec(tree, first.name.span) else { return Vec::new() };
    let Ok(bytes) = tree.read(&spec) else { return Vec::new() };
    let text = Body::from_bytes(&bytes).text;
    let end = declarations_end(&text);
    let branches = branches(&text[..end]);
    let mut findings = Vec::new();
    for kind in [FileKind::Patch, FileKind::Source] {
        let declared = declarations(&text, end, kind.tag());
        for entry in added.iter().filter(|entry| entry.kind == kind) {
            let Some(ours) = declared.iter().find(|declared| declared.value == entry.name.value) else {
                continue;
            };
            let Some(number) = ours.number else { continue };
            let clashes = |other: &&Declaration<'_>| {
                other.start != ours.start
                    && other.number == Some(number)
                    && !alternative(&branches, ours, other, &text)
            };
            if let Some(other) = declared.iter().find(clashes) {
                let line = line_number(&text, other.start);
                let message = format!(
                    "`{}{number}` is declared twice in `{spec}`: for `{}`, and in line {line} for `{}`",
                    kind.tag(),
                    ours.value,
                    other.value
                );
                findings.push(Finding::warning("number-twice", entry.number.span, message));
            }
        }
    }
    findings
}

/// For each line, the branches that it is in: the number of the conditional and of its branch.
fn branches(text: &str) -> Vec<Vec<(usize, usize)>> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut conditionals = 0;
    let mut lines = Vec::new();
    for line in text.lines() {
        let line = line.trim_start();
        if line.starts_with("%if") {
            open.push((conditionals, 0));
            conditionals += 1;
        } else if line.starts_with("%el") {
            if let Some((_, branch)) = open.last_mut() {
                *branch += 1;
            }
        } else if line.starts_with("%endif") {
            open.pop();
        }
        lines.push(open.clone());
    }
    lines
}

/// Whether two declarations are in different branches of one conditional.
fn alternative(
    branches: &[Vec<(usize, usize)>],
    left: &Declaration<'_>,
    right: &Declaration<'_>,
    text: &str,
) -> bool {
    let of = |declaration: &Declaration<'_>| branches.get(line_number(text, declaration.start) - 1);
    let (Some(left), Some(right)) = (of(left), of(right)) else { return false };
    left.iter().any(|(conditional, branch)| {
        right.iter().any(|(other, other_branch)| conditional == other && branch != other_branch)
    })
}
