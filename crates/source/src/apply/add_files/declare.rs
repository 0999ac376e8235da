use super::has_marker;
use crate::apply::Finding;
use crate::apply::conditional::{Upwards, begins_branch};
use crate::config::{AddFile, FileKind, Number};
use crate::spec::{Declaration, declarations, declarations_end, section_name};

/// A text with the declaration in it.
pub(super) struct Declared {
    pub(super) text: String,
    /// The number of the declaration.
    pub(super) number: Option<u64>,
    /// It is inside of a conditional.
    pub(super) in_conditional: bool,
}

/// Adds the declaration of a file to a spec or to a list of patches.
pub(super) fn declare(
    entry: &AddFile,
    text: &str,
    file: &str,
    in_spec: bool,
    brand: Option<&str>,
) -> Result<Declared, Finding> {
    let end = if in_spec { declarations_end(text) } else { text.len() };
    let tag = entry.kind.tag();
    let own = declarations(text, end, tag);
    let last = match own.last() {
        Some(last) => Some(*last),
        None if in_spec && entry.kind == FileKind::Patch => declarations(text, end, "Source").pop(),
        None => None,
    };
    let Some(last) = last else {
        let message =
            format!("`{file}` has no line `{tag}…:` below which `{}` could be declared", entry.name.value);
        return Err(Finding::miss("no-declaration", entry.name.span, message));
    };
    let number = number(entry, &last, &own, text, file)?;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let place = place(&lines, line_at(&lines, end), line_at(&lines, last.start));
    let in_conditional = depth(&lines[..place]) > 0;
    let written = number.map(|number| number.to_string()).unwrap_or_default();
    let mut added = format!("{tag}{written}: {}\n", entry.name.value);
    if let Some(brand) = brand {
        let marker = format!("# {brand} {tag}");
        if !has_marker(text, &marker) {
            added = format!("\n{marker}\n{added}");
        }
    }
    Ok(Declared { text: inserted(&lines, place, &added), number, in_conditional })
}

/// The number of the new declaration; none where the last one has none.
fn number(
    entry: &AddFile,
    last: &Declaration<'_>,
    own: &[Declaration<'_>],
    text: &str,
    file: &str,
) -> Result<Option<u64>, Finding> {
    let Some(last) = last.number else { return Ok(None) };
    let Number::Given(given) = entry.number.value else { return Ok(Some(last.saturating_add(1))) };
    let taken = own.iter().find(|declaration| declaration.number == Some(given));
    let Some(taken) = taken.filter(|_| entry.kind == FileKind::Patch) else { return Ok(Some(given)) };
    let free = (given..given.saturating_add(10_000))
        .find(|number| own.iter().all(|other| other.number != Some(*number)));
    let line = crate::text::lines::line_number(text, taken.start);
    let message = format!("`number`: `Patch{given}` is `{}` in line {line} of `{file}`", taken.value);
    let miss = Finding::miss("number-taken", entry.number.span, message);
    Err(match free {
        Some(free) => miss.with_help(format!("the next free number is {free}")),
        None => miss,
    })
}

/// The number of the line that begins at a byte, from 0.
fn line_at(lines: &[&str], at: usize) -> usize {
    let mut begin = 0;
    for (number, line) in lines.iter().enumerate() {
        if begin >= at {
            return number;
        }
        begin += line.len();
    }
    lines.len()
}

/// The line above which the declaration goes: below the deciding line, or below the end of the conditional that this
/// is in.
fn place(lines: &[&str], end: usize, deciding: usize) -> usize {
    let mut walk = Upwards::default();
    for number in (deciding + 1..end).rev() {
        walk.take(number, lines[number]);
    }
    let Some(remembered) = walk.inside else { return deciding + 1 };
    match lines.get(remembered + 1) {
        Some(next) if section_name(next).is_none() && !begins_branch(next) => remembered + 2,
        _ => remembered + 1,
    }
}

/// How many conditionals are open after these lines.
fn depth(lines: &[&str]) -> usize {
    lines.iter().fold(0_usize, |depth, line| {
        let line = line.trim_start();
        if line.starts_with("%if") {
            depth + 1
        } else if line.starts_with("%endif") {
            depth.saturating_sub(1)
        } else {
            depth
        }
    })
}

/// The lines with a text above one of them.
pub(super) fn inserted(lines: &[&str], place: usize, added: &str) -> String {
    let (before, after) = lines.split_at(place);
    let mut text = before.concat();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(added);
    text.extend(after.iter().copied());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(text: &str, deciding: usize) -> usize {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        place(&lines, lines.len(), deciding)
    }

    #[test]
    fn a_declaration_goes_below_the_last_one_or_one_line_below_the_end_of_its_conditional() {
        assert_eq!(placed("Patch1: a\nBuildArch: noarch\n", 0), 1);
        assert_eq!(placed("%if 1\nPatch1: a\n%endif\n\nRequires: x\n", 1), 4);
        assert_eq!(placed("Patch1: a\n%if 1\nRequires: x\n%endif\n", 0), 1);
    }

    #[test]
    fn a_declaration_is_never_put_into_the_next_conditional_or_section() {
        assert_eq!(placed("%if 1\nPatch1: a\n%endif\n%if 2\n%endif\n", 1), 3);
        assert_eq!(placed("%if 1\nPatch1: a\n%endif\n%description\n", 1), 3);
        assert_eq!(placed("%if 1\nPatch1: a\n%endif\n%else\n", 1), 3);
        assert_eq!(placed("%if 1\nPatch1: a\n%endif\n", 1), 3);
    }
}
