use maneki_ground_diagnostics::{Edit, Span};

/// The edit that replaces a value with another text, in the notation that the value has: block, single or double quotes,
/// or none. A text that the notation cannot hold goes into double quotes.
pub fn rewrite(source: &str, span: Span, text: &str) -> Option<Edit> {
    let written = source.get(span.start..span.end)?;
    if let Some(header) = block_header(source, span.start) {
        // The span of a block begins at its content, and ends where the next key begins.
        let end = span.start + written.trim_end().len();
        let end = if source[end..].starts_with('\n') { end + 1 } else { end };
        let new = match &source[header..span.start] {
            lines if lines.trim_end_matches(' ') == "|\n" => block(&lines[2..], text),
            _ => None,
        };
        let new = new.unwrap_or_else(|| double_quoted(text) + "\n");
        return Some(Edit { start: header, end, text: new });
    }
    let new = match written.chars().next()? {
        '\'' if !text.contains('\n') => format!("'{}'", text.replace('\'', "''")),
        '"' | '\'' => double_quoted(text),
        _ if is_plain(text) => text.to_owned(),
        _ => double_quoted(text),
    };
    let end = span.start + written.trim_end().len();
    Some(Edit { start: span.start, end, text: new })
}

/// Where the `|` or `>` is that begins the block with this content. `None` for other notations.
fn block_header(source: &str, content: usize) -> Option<usize> {
    let before = source.get(..content)?.trim_end_matches([' ', '\n']);
    let is_above = source[before.len()..content].contains('\n');
    let header = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    let starts = header.ends_with(": |")
        || header.ends_with(": >")
        || header.ends_with("- |")
        || header.ends_with("- >");
    (is_above && starts).then(|| header.len() - 1)
}

/// A block with another text and the indentation that it has. `None` where the text needs another header.
fn block(indent: &str, text: &str) -> Option<String> {
    let content = text.strip_suffix('\n')?;
    let fits = !indent.is_empty()
        && !content.is_empty()
        && !content.starts_with([' ', '\n'])
        && !content.ends_with('\n');
    if !fits {
        return None;
    }
    let mut new = "|\n".to_owned();
    for line in content.split('\n') {
        if !line.is_empty() {
            new.push_str(indent);
            new.push_str(line);
        }
        new.push('\n');
    }
    Some(new)
}

fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_ascii_control() => {
                let code = u32::from(other);
                quoted.push_str("\\x");
                quoted.extend(
                    [code >> 4, code & 15].into_iter().filter_map(|digit| char::from_digit(digit, 16)),
                );
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a text can be written without quotes, by a rule that is on the safe side.
fn is_plain(text: &str) -> bool {
    let harmless = |c: char| c.is_ascii_alphanumeric() || " ._-/=<>()+%".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')')
        && text.chars().all(harmless)
        && super::scalar::resolve(text) == maneki_ground_yaml::ScalarKind::Text
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::{Action, read};

    /// The text to search in a config, and its place.
    fn find(yaml: &str) -> (String, Span) {
        let path: Arc<str> = "config.yaml".into();
        let reading = read(&path, yaml.as_bytes());
        let config = reading.config.unwrap_or_else(|| panic!("{yaml}\n{:#?}", reading.diagnostics));
        let Action::Replace(entries) = &config.actions[0] else { panic!() };
        let source = entries[0].find.source();
        (source.value.clone(), source.span)
    }

    #[test]
    fn a_text_is_written_in_the_notation_that_is_there() {
        for written in
            ["|\n        old\n        text\n", "\"old\"\n", "'it''s old'\n", "old text\n", ">\n        old\n"]
        {
            for new in [
                "Requires: x >= 2",
                "a\nb\n",
                "it's: \"new\" \\ #\t",
                "  indented\nblock\n",
                "\n",
                "yes",
                "x\n\ny\n",
            ] {
                let yaml = format!(
                    "actions:\n  - replace:\n    - target: spec\n      find: {written}      replace: \"y\" # kept\n"
                );
                let edit = rewrite(&yaml, find(&yaml).1, new).unwrap();
                let edited = format!("{}{}{}", &yaml[..edit.start], edit.text, &yaml[edit.end..]);
                assert_eq!(find(&edited).0, new, "{edited}");
                assert!(edited.contains("replace: \"y\" # kept"), "{edited}");
            }
        }
    }
}
