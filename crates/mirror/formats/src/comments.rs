//! Lines that explain a list to people. dnf ignores them.

use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_select::{Client, Rung, Selection};
use maneki_mirror_snapshot::Snapshot;

use crate::report::{meaning, who};

/// The limit for a line in bytes. dnf reads 4,095 bytes at a time, and takes the rest of a longer line for a new
/// line.
const LONGEST: usize = 199;

/// Lines that describe the client and say why each mirror is in the answer. Each line starts with `#` and ends with a
/// line feed.
pub fn comments(snapshot: &Snapshot, client: &Client, target: &Target, selection: &Selection) -> String {
    let mut text = String::new();
    line(&mut text, &format!("for {}", who(client)));
    line(&mut text, &format!("of {}", target.path));
    if target.tree == Tree::Vault {
        line(&mut text, "only the vault has this");
        return text;
    }
    if selection.choices.is_empty() {
        line(&mut text, "no mirror can serve this");
    }
    for &rung in Rung::ALL {
        let mut choices = (1..).zip(&selection.choices).filter(|(_, choice)| choice.rung == rung).peekable();
        if choices.peek().is_some() {
            line(&mut text, &format!("{rung}: {}", meaning(rung, client)));
        }
        for (place, choice) in choices {
            let entry = snapshot.entry(choice.mirror);
            let country = entry.place.country.map(|country| format!(", {country}")).unwrap_or_default();
            let km = choice.distance_km(snapshot, client);
            let km = km.map(|km| format!(", {km} km")).unwrap_or_default();
            line(&mut text, &format!("{place} {}{country}{km}", entry.mirror.name));
        }
    }
    if selection.monopoly.is_some() {
        line(&mut text, "this mirror has a monopoly here and is the whole answer");
    }
    text
}

fn line(text: &mut String, words: &str) {
    let begin = text.len();
    text.push_str("# ");
    for character in words.chars() {
        let character = if character.is_control() { '?' } else { character };
        if text.len() - begin + character.len_utf8() > LONGEST {
            break;
        }
        text.push(character);
    }
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mirrorlist;

    proptest! {
        #[test]
        fn no_line_is_too_long_or_taken_for_a_mirror(words in "(http://evil\\.example/|\n/|\r|[ -~]{1,90}|é){0,6}") {
            let mut text = String::new();
            line(&mut text, &words);
            prop_assert!(text.len() <= LONGEST + 1 && text.ends_with('\n'));
            prop_assert_eq!(text.matches(['\n', '\r']).count(), 1);
            prop_assert_eq!(mirrorlist::parse(&text).count(), 0);
        }
    }
}
