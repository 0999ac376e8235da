use super::file::{find_targets, read, write};
use super::finding::Searched;
use super::region::Region;
use super::substitute::{Substituted, replace_block, replace_pattern, replace_text};
use super::{Finding, spec_by_name};
use crate::config::{Find, Replace};
use crate::text::lines::lines_of_value;
use crate::tree::Tree;

/// Carries out an entry of `replace`: every file that the target means must change.
pub(super) fn apply(entry: &Replace, tree: &mut Tree<'_>, findings: &mut Vec<Finding>) {
    let targets = match find_targets(tree, &entry.target.value, entry.target.span) {
        Ok(targets) => targets,
        Err(miss) => return findings.push(miss),
    };
    findings.extend(spec_by_name(&entry.target, &targets.files));
    let several = targets.files.len() > 1;
    for file in &targets.files {
        match one_file(entry, tree, file, targets.is_spec) {
            Ok(warning) => findings.extend(warning),
            Err(mut miss) => {
                if several {
                    miss.message = format!("{} (one of {} files)", miss.message, targets.files.len());
                }
                findings.push(miss);
            }
        }
    }
}

/// Changes one file. A warning may come with it.
fn one_file(
    entry: &Replace,
    tree: &mut Tree<'_>,
    file: &str,
    is_spec: bool,
) -> Result<Option<Finding>, Finding> {
    let source = entry.find.source();
    let body = read(tree, file, source.span)?;
    let new = substituted(entry, &body.text, is_spec).map_err(|line| {
        let message = format!("the pattern backtracks without end at line {line} of `{file}`");
        Finding::miss("bad-regex", source.span, message)
            .with_help("a repetition inside of a repetition takes time without bound: write it with one")
    })?;
    if new.text == body.text {
        return Err(miss(entry, file, &body.text, is_spec, &new));
    }
    write(tree, file, &body, &new.text);
    Ok(count_warning(entry, &new, file))
}

/// A text with the entry carried out; the error is the line on which the pattern runs away.
fn substituted(entry: &Replace, text: &str, is_spec: bool) -> Result<Substituted, usize> {
    let find = lines_of_value(&entry.find.source().value);
    let replace = lines_of_value(&entry.replace.value);
    let region = Region::new(is_spec, find[0]);
    let limit = usize::try_from(entry.count.value).unwrap_or(usize::MAX);
    match (&entry.find, find.as_slice()) {
        (Find::Pattern { pattern, template, .. }, _) => {
            let only_first = entry.count.value != -1;
            replace_pattern(text, region, pattern, template, only_first).map_err(|(line, _)| line)
        }
        (_, [find]) => Ok(replace_text(text, region, find, &replace, limit)),
        (_, find) => Ok(replace_block(text, region, find, &replace, limit)),
    }
}

fn miss(entry: &Replace, file: &str, text: &str, is_spec: bool, new: &Substituted) -> Finding {
    let source = entry.find.source();
    let key = if matches!(entry.find, Find::Text(_)) { "find" } else { "rfind" };
    let message = if new.lines.is_empty() {
        format!("`{key}`: {} is not in `{file}`", quoted(&source.value))
    } else {
        format!("`{key}`: {} is in `{file}`, but the replacement is the same", quoted(&source.value))
    };
    let mut miss = Finding::miss("no-match", source.span, message);
    miss.searched = Some(Box::new(Searched {
        file: file.to_owned(),
        text: text.into(),
        is_spec,
        find: source.value.clone(),
        replace: Some(entry.replace.value.clone()),
        replace_span: Some(entry.replace.span),
        is_pattern: matches!(entry.find, Find::Pattern { .. }),
    }));
    miss
}

/// A text for a message: one line as it is, of several the first.
pub(super) fn quoted(text: &str) -> String {
    let lines = lines_of_value(text);
    let first: String = lines[0].chars().take(60).collect();
    match lines.len() {
        1 => format!("`{first}`"),
        count => format!("the block of {count} lines that begins with `{first}`"),
    }
}

fn count_warning(entry: &Replace, new: &Substituted, file: &str) -> Option<Finding> {
    let wanted = usize::try_from(entry.count.value).ok()?;
    let found = new.lines.len();
    let lines: Vec<String> = new.lines.iter().map(ToString::to_string).collect();
    let lines = lines.join(", ");
    if matches!(entry.find, Find::Pattern { .. }) {
        let message = format!(
            "`count` is {wanted}, but {found} lines of `{file}` were changed (lines {lines}): with `rfind` it holds for each line"
        );
        return (found > wanted).then(|| {
            Finding::warning("count-per-line", entry.count.span, message)
                .with_help("write the pattern so that it matches only where it should")
        });
    }
    let message = format!("`count` is {wanted}, but `{file}` has {found} (lines {lines})");
    (found < wanted).then(|| {
        Finding::warning("count-not-reached", entry.count.span, message)
            .with_help(format!("write `count: {found}`, or `-1` for all"))
    })
}
