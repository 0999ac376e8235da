use toml_writer::{ToTomlKey, ToTomlValue, TomlKeyBuilder, TomlStringBuilder};

use crate::key::{Key, Shape};
use crate::secret::{HIDDEN, without_secrets};
use crate::value::Value;
use crate::written::{Entry, Written};

/// The values in force as TOML. Reading it back gives the same configuration, except for secrets.
///
/// A token becomes a comment, because a placeholder would be taken for a token; a password in a URL becomes `***`,
/// because the rest of the URL is worth reading.
pub(crate) fn print(written: &Written) -> String {
    let mut text = String::new();
    let keys = written.keys();
    for section in keys.sections() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&["[", section, "]\n"].concat());
        for key in keys.of_section(section) {
            for line in lines(key, written) {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    text
}

/// The lines of one key: one, or one for each entry of a map.
fn lines(key: &Key, written: &Written) -> Vec<String> {
    let name = key.short_name();
    let mut lines: Vec<String> = written
        .entries_of(key.name)
        .map(|(entry, found)| {
            let entry = TomlKeyBuilder::new(entry).as_default().to_toml_key();
            format!("{name}.{entry} = {}  # {}", value(&found.value), found.origin)
        })
        .collect();
    match written.get(key.name) {
        Some(Entry { origin, .. }) if key.shape == Shape::Secret => {
            lines.push(format!("# {name} = {HIDDEN}  # {origin}"));
        }
        Some(found) => lines.push(format!("{name} = {}  # {}", value(&found.value), found.origin)),
        None if lines.is_empty() => lines.push(format!("# {name} =  # not set")),
        None => {}
    }
    lines
}

/// A value as TOML, without passwords.
fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => string(text),
        Value::Number(number) => number.to_string(),
        Value::Switch(switch) => switch.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| string(&item.text)).collect();
            format!("[{}]", items.join(", "))
        }
    }
}

fn string(text: &str) -> String {
    // A path may contain an `@`, and has no password.
    let shown = if text.contains("://") { without_secrets(text) } else { text.to_owned() };
    // On one line, because the origin follows it.
    TomlStringBuilder::new(&shown).as_basic().to_toml_value()
}
