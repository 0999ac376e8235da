//! Equal names: only letters and digits count, without case and marks.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Words for kinds of states, which people leave out or translate.
const KINDS_OF_STATE: [&str; 26] = [
    "autonomous",
    "canton",
    "capital",
    "city",
    "county",
    "department",
    "district",
    "federal",
    "governorate",
    "greater",
    "islands",
    "krai",
    "metro",
    "metropolitan",
    "municipality",
    "oblast",
    "of",
    "prefecture",
    "province",
    "region",
    "republic",
    "special",
    "state",
    "the",
    "voivodeship",
    "wilayat",
];

/// A name as the tables store it: `Zürich` as `zurich`, `St. Pölten` as `saintpolten`.
pub fn folded(name: &str) -> String {
    words(name).concat()
}

/// The same for a state, without words for its kind: `Chiba Prefecture` as `chiba`. A name of only such words keeps
/// them.
pub fn folded_state(name: &str) -> String {
    let words = words(name);
    let own: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !KINDS_OF_STATE.contains(word)).collect();
    if own.is_empty() { words.concat() } else { own.concat() }
}

fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in DecomposingNormalizerBorrowed::new_nfkd().normalize_iter(name.chars()) {
        if c.is_alphanumeric() {
            if let Some(word) = words.last_mut() {
                push_folded(word, c);
            }
        } else if !is_mark(c) {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    for word in &mut words {
        if let Some((_, whole)) = ABBREVIATIONS.iter().find(|(short, _)| short == word) {
            *word = (*whole).into();
        }
    }
    words
}

/// Short forms that the gazetteer uses inconsistently.
const ABBREVIATIONS: [(&str, &str); 4] =
    [("st", "saint"), ("ste", "sainte"), ("ft", "fort"), ("mt", "mount")];

/// Appends a letter, replacing letters that people write differently although Unicode does not decompose them.
fn push_folded(word: &mut String, c: char) {
    match c {
        'ß' | 'ẞ' => word.push_str("ss"),
        'æ' | 'Æ' => word.push_str("ae"),
        'œ' | 'Œ' => word.push_str("oe"),
        'þ' | 'Þ' => word.push_str("th"),
        'ø' | 'Ø' => word.push('o'),
        'ł' | 'Ł' => word.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => word.push('d'),
        'ħ' | 'Ħ' => word.push('h'),
        'ı' => word.push('i'),
        'ə' | 'Ə' => word.push('a'),
        c => word.extend(c.to_lowercase()),
    }
}

/// Whether a character is on or between letters without separating words: an accent, an apostrophe.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\'' | '’' | '‘' | '`' | 'ʼ' | 'ʻ' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_punctuation_do_not_matter() {
        for (a, b) in [
            ("Zürich", "zurich"),
            ("SÃO PAULO", "Sao Paulo"),
            ("Kraków", "Krakow"),
            ("Łódź", "Lodz"),
            ("Straßburg", "Strassburg"),
            ("St. Louis", "Saint Louis"),
            ("Ma’anshan", "Maanshan"),
            ("Winston-Salem", "Winston Salem"),
            ("İzmir", "Izmir"),
            ("Hạ Long", "Ha Long"),
        ] {
            assert_eq!(folded(a), folded(b), "{a}");
        }
        assert_ne!(folded("Frankfurt (Oder)"), folded("Frankfurt am Main"));
    }

    #[test]
    fn the_kind_of_state_does_not_matter() {
        assert_eq!(folded_state("Chiba Prefecture"), "chiba");
        assert_eq!(folded_state("State of Berlin"), folded_state("Berlin"));
        assert_eq!(folded_state("Federal District"), "federaldistrict");
        assert_eq!(folded_state(""), "");
    }
}
