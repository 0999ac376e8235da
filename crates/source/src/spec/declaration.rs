use crate::text::lines::without_end;

/// A declaration of a patch or a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration<'t> {
    /// The byte where its line begins.
    pub start: usize,
    /// The byte where the next line begins.
    pub end: usize,
    /// Its number, if it has one.
    pub number: Option<u64>,
    /// What is declared: the text after the colon.
    pub value: &'t str,
}

/// The declarations of a tag (`Patch`, `Source`) in the first `end` bytes of a text.
pub fn declarations<'t>(text: &'t str, end: usize, tag: &str) -> Vec<Declaration<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text[..end].split_inclusive('\n') {
        if let Some((number, value)) = declaration(without_end(line), tag) {
            found.push(Declaration { start: at, end: at + line.len(), number, value });
        }
        at += line.len();
    }
    found
}

fn declaration<'l>(line: &'l str, tag: &str) -> Option<(Option<u64>, &'l str)> {
    let (number, value) = line.strip_prefix(tag)?.split_once(':')?;
    if number.is_empty() {
        return Some((None, value.trim()));
    }
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = if is_number { number.parse().ok() } else { None };
    number.map(|number| (Some(number), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_have_a_number_or_none() {
        let text = "Patch: a\nPatch007: b.patch\nPatchX: c\n Patch1: d\nPatch1 : e\n";
        let found = declarations(text, text.len(), "Patch");
        let numbers: Vec<_> =
            found.iter().map(|declaration| (declaration.number, declaration.value)).collect();
        assert_eq!(numbers, [(None, "a"), (Some(7), "b.patch")]);
    }
}
