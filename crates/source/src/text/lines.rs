//! Lines and the white space at their beginning, as the file language means them.

/// The lines of a value of a config: its final newline does not make another line, and without a newline it is one
/// line.
pub fn lines_of_value(value: &str) -> Vec<&str> {
    value.strip_suffix('\n').unwrap_or(value).split('\n').collect()
}

/// The lines of a file, without their ends; the file that is empty has none.
pub fn lines_of_file(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive('\n').map(without_end)
}

/// A line without its newline.
pub fn without_end(line: &str) -> &str {
    line.strip_suffix('\n').unwrap_or(line)
}

/// White space as Python's `str.isspace` defines it: Unicode's, and the four separators of ASCII.
pub fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// The white space at the beginning of a line.
pub fn indentation(line: &str) -> &str {
    line.split_at(line.len() - line.trim_start_matches(is_space).len()).0
}

/// A line without the white space at its beginning.
pub fn unindented(line: &str) -> &str {
    line.trim_start_matches(is_space)
}

/// A text without the white space at both ends.
pub fn trimmed(line: &str) -> &str {
    line.trim_matches(is_space)
}

/// Nothing but white space, or nothing at all.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(is_space)
}

/// The number of a line, from 1, that begins at a byte of a text.
pub fn line_number(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|&&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_ends_its_last_line_with_or_without_a_newline() {
        assert_eq!(lines_of_value("a"), ["a"]);
        assert_eq!(lines_of_value("a\n"), ["a"]);
        assert_eq!(lines_of_value("a\n\n"), ["a", ""]);
        assert_eq!(lines_of_value("\n"), [""]);
    }

    #[test]
    fn a_file_has_as_many_lines_as_it_has_ends() {
        assert_eq!(lines_of_file("").count(), 0);
        assert_eq!(lines_of_file("a\nb").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(lines_of_file("a\n\n").collect::<Vec<_>>(), ["a", ""]);
    }

    #[test]
    fn white_space_is_what_python_strips() {
        assert_eq!(indentation("\u{1f}\u{a0}\t x"), "\u{1f}\u{a0}\t ");
        assert_eq!(unindented("\u{feff}x"), "\u{feff}x");
    }
}
