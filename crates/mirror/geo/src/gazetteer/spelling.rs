//! What counts as the same name: letters and digits alone, without case and without marks.

use icu_normalizer::DecomposingNormalizerBorrowed;

/// Words that say what sort of state a state is, and that people leave out or translate.
const SORTS_OF_STATE: [&str; 26] = [
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

/// A name as the tables know it: `Zürich` as `zurich`, `St. Pölten` as `saintpolten`.
pub fn folded(name: &str) -> String {
    words(name).concat()
}

/// The same for a state: `Chiba Prefecture` as `chiba`, unless nothing would be left.
pub fn folded_state(name: &str) -> String {
    let words = words(name);
    let own: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !SORTS_OF_STATE.contains(word)).collect();
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

/// Short forms of which the gazetteer has now the one, now the other.
const ABBREVIATIONS: [(&str, &str); 4] =
    [("st", "saint"), ("ste", "sainte"), ("ft", "fort"), ("mt", "mount")];

/// Letters that Unicode does not take apart, but people do.
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

/// What stands on or between letters without parting words: accents, apostrophes.
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
    fn the_sort_of_state_does_not_matter() {
        assert_eq!(folded_state("Chiba Prefecture"), "chiba");
        assert_eq!(folded_state("State of Berlin"), folded_state("Berlin"));
        assert_eq!(folded_state("Federal District"), "federaldistrict");
        assert_eq!(folded_state(""), "");
    }
}
