//! Text in place of text, line by line: what `replace` and `delete_line` are made of.

use super::region::Region;
use crate::text::lines::{indentation, is_blank, trimmed, unindented, without_end};
use crate::text::{Pattern, Runaway, Template};

/// A text after a pass, and the lines where something was replaced, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Substituted {
    /// The new text.
    pub(super) text: String,
    /// The line of each replacement, in the text before.
    pub(super) lines: Vec<usize>,
}

/// Replaces a text of one line wherever it occurs, at most `limit` times.
pub(super) fn replace_text(
    text: &str,
    region: Region,
    find: &str,
    replace: &[&str],
    limit: usize,
) -> Substituted {
    each_line(text, region, |line, done| {
        let left = limit - done;
        if left == 0 {
            return Ok(None);
        }
        if line == find {
            return Ok(Some((replace.join("\n"), 1)));
        }
        if find.is_empty() || !line.contains(find) {
            return Ok(None);
        }
        let replacement = indented_after_first(replace, indentation(line));
        let count = line.matches(find).take(left).count();
        Ok(Some((line.replacen(find, &replacement, left), count)))
    })
    .expect("searching a plain text cannot run away")
}

/// Replaces the matches of a pattern: all, or with `only_first` the first of each line.
pub(super) fn replace_pattern(
    text: &str,
    region: Region,
    pattern: &Pattern,
    template: &Template,
    only_first: bool,
) -> Result<Substituted, (usize, Runaway)> {
    let limit = if only_first { 1 } else { usize::MAX };
    each_line(text, region, |line, _| pattern.replace(line, template, limit))
}

/// Replaces a block of lines wherever it occurs, at most `limit` times. The replacement is indented as the first line
/// of the block was.
pub(super) fn replace_block(
    text: &str,
    region: Region,
    find: &[&str],
    replace: &[&str],
    limit: usize,
) -> Substituted {
    blocks(text, region, find, limit, |first, new| {
        for line in replace {
            new.push_str(indentation(first));
            new.push_str(line);
            new.push('\n');
        }
    })
}

/// Deletes a block of lines wherever it occurs.
pub(super) fn delete_block(text: &str, region: Region, find: &[&str]) -> Substituted {
    blocks(text, region, find, usize::MAX, |_, _| {})
}

/// Deletes every line that is `item` without the white space around it.
pub(super) fn delete_line(text: &str, region: Region, item: &str) -> Substituted {
    let mut new = Substituted { text: String::with_capacity(text.len()), lines: Vec::new() };
    let mut ended = false;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        ended |= region.ends_at(line);
        if !ended && region.allows(line) && trimmed(line) == item {
            new.lines.push(number + 1);
        } else {
            new.text.push_str(line);
        }
    }
    new
}

/// The lines where a text of one line matches, once for each match; for `delete_line` it must be the whole line.
pub(crate) fn count_text(text: &str, is_spec: bool, find: &str, is_delete: bool) -> Vec<usize> {
    let region = Region::new(is_spec, find);
    if is_delete {
        return delete_line(text, region, find).lines;
    }
    replace_text(text, region, find, &[""], usize::MAX).lines
}

/// The first lines of the matches of a block.
pub(crate) fn count_block(text: &str, is_spec: bool, find: &[&str]) -> Vec<usize> {
    delete_block(text, Region::new(is_spec, find[0]), find).lines
}

/// The lines of a replacement as one text, the second and the following ones indented unless they are blank.
fn indented_after_first(lines: &[&str], indent: &str) -> String {
    let mut text = String::new();
    for (place, line) in lines.iter().enumerate() {
        if place > 0 {
            text.push('\n');
            if !is_blank(line) {
                text.push_str(indent);
            }
        }
        text.push_str(line);
    }
    text
}

/// Applies `change` to each line of the region, with the number of replacements so far. An error carries its line.
fn each_line(
    text: &str,
    region: Region,
    mut change: impl FnMut(&str, usize) -> Result<Option<(String, usize)>, Runaway>,
) -> Result<Substituted, (usize, Runaway)> {
    let mut new = Substituted { text: String::with_capacity(text.len()), lines: Vec::new() };
    let mut ended = false;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        ended |= region.ends_at(line);
        let content = without_end(line);
        let changed = if ended || !region.allows(content) {
            None
        } else {
            change(content, new.lines.len()).map_err(|runaway| (number + 1, runaway))?
        };
        match changed {
            Some((replaced, count)) => {
                new.text.push_str(&replaced);
                new.text.push_str(&line[content.len()..]);
                new.lines.extend(std::iter::repeat_n(number + 1, count));
            }
            None => new.text.push_str(line),
        }
    }
    Ok(new)
}

/// Replaces each block with the text that `write` makes of its first line.
fn blocks(
    text: &str,
    region: Region,
    find: &[&str],
    limit: usize,
    write: impl Fn(&str, &mut String),
) -> Substituted {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let find: Vec<&str> = find.iter().map(|line| unindented(line)).collect();
    let mut new = Substituted { text: String::with_capacity(text.len()), lines: Vec::new() };
    let (mut at, mut ended) = (0, false);
    while at < lines.len() {
        ended |= region.ends_at(lines[at]);
        let begins = !ended && new.lines.len() < limit && region.allows(lines[at]);
        if begins && is_block(&lines[at..], &find) {
            new.lines.push(at + 1);
            write(without_end(lines[at]), &mut new.text);
            at += find.len();
        } else {
            new.text.push_str(lines[at]);
            at += 1;
        }
    }
    new
}

fn is_block(lines: &[&str], find: &[&str]) -> bool {
    lines.len() >= find.len()
        && find.iter().zip(lines).all(|(find, line)| unindented(without_end(line)) == *find)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anywhere(find: &str) -> Region {
        Region::new(false, find)
    }

    fn in_spec(find: &str) -> Region {
        Region::new(true, find)
    }

    #[test]
    fn each_original_occurrence_is_replaced_once_and_count_holds_for_the_file() {
        let all = replace_text("RHEL and RHEL\n", anywhere("RHEL"), "RHEL", &["not RHEL"], usize::MAX);
        assert_eq!(all.text, "not RHEL and not RHEL\n");
        let two = replace_text("a a\na\n", anywhere("a"), "a", &["b"], 2);
        assert_eq!((two.text.as_str(), two.lines.as_slice()), ("b b\na\n", &[1, 1][..]));
    }

    #[test]
    fn a_whole_line_is_replaced_as_is_and_a_part_keeps_the_indentation() {
        let whole = replace_text("  a\n", anywhere("  a"), "  a", &["b", "c"], 1);
        assert_eq!(whole.text, "b\nc\n");
        let part = replace_text("  x a y\n", anywhere("a"), "a", &["b", "", "c"], 1);
        assert_eq!(part.text, "  x b\n\n  c y\n");
        assert_eq!(replace_text("  x a y", anywhere("a"), "a", &[""], 1).text, "  x  y");
    }

    #[test]
    fn a_block_is_compared_without_indentation_and_written_with_that_of_its_first_line() {
        let new = replace_block("  a\nb\nc\n", anywhere("a"), &["a", "    b"], &["x", "", "y"], 1);
        assert_eq!(new.text, "  x\n  \n  y\nc\n");
        let trailing = replace_block("a \nb\n", anywhere("a"), &["a", "b"], &["x"], 1);
        assert!(trailing.lines.is_empty());
    }

    #[test]
    fn the_changelog_and_comments_of_a_spec_are_left_alone() {
        let spec = "#a\na\n%changelog \na\n";
        assert_eq!(replace_text(spec, in_spec("a"), "a", &["b"], usize::MAX).text, "#a\nb\n%changelog \na\n");
        assert_eq!(
            replace_text(spec, in_spec("#a"), "#a", &["b"], usize::MAX).text,
            "b\na\n%changelog \na\n"
        );
        assert_eq!(delete_line(spec, in_spec("a"), "a").text, "#a\n%changelog \na\n");
    }

    #[test]
    fn touching_blocks_are_all_deleted_and_never_the_changelog() {
        let new = delete_block("a\nb\na\nb\n%changelog\na\nb\n", in_spec("a"), &["a", "b"]);
        assert_eq!(new.text, "%changelog\na\nb\n");
    }
}
