/// Describes the first character of a text that a reader cannot see, as a clause, or returns an empty text.
pub fn invisible(text: &str) -> &'static str {
    let clause = |c: char| match c {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => {
            Some(", with a no-break space in it, which only looks like a space")
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Some(", with an invisible character in it"),
        _ => None,
    };
    text.chars().find_map(clause).unwrap_or("")
}
